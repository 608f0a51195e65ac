using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Serialization;
using System.Text.Json;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>What is sent of an exception: what every exception has, and members with an [Id].</summary>
[GenerateSerializer]
internal sealed class ExceptionRecord
{
    // Deeper causes are left out.
    private const int MaxDepth = 12;

    [Id(0)]
    public string Type { get; set; } = "";

    [Id(1)]
    public string Assembly { get; set; } = "";

    [Id(2)]
    public string? Message { get; set; }

    [Id(3)]
    public string? StackTrace { get; set; }

    [Id(4)]
    public int HResult { get; set; }

    [Id(5)]
    public ExceptionRecord[]? Inner { get; set; }

    [Id(6)]
    public Dictionary<string, JsonElement>? Values { get; set; }

    [Id(7)]
    public Dictionary<string, JsonElement>? Data { get; set; }

    public static ExceptionRecord Of(Exception error) => Of(error, 0);

    public Exception Restore()
    {
        Exception[] inner = [.. (Inner ?? []).Select(one => one.Restore())];
        if (ExceptionTypes.Find(Type, Assembly) is { } type && TryRestore(type, inner, out var error))
            return error;
        return Fill(new UnavailableExceptionFallbackException { ExceptionType = Type }, inner);
    }

    private static ExceptionRecord Of(Exception error, int depth)
    {
        var type = error.GetType();
        IEnumerable<Exception> inner = error is AggregateException several ? several.InnerExceptions
            : error.InnerException is { } one ? [one]
            : [];
        return new()
        {
            Type = error is UnavailableExceptionFallbackException { ExceptionType: { } unknown } ? unknown : type.FullName ?? type.Name,
            Assembly = type.Assembly.GetName().Name ?? "",
            Message = error is AggregateException ? OwnMessage(error) : error.Message,
            StackTrace = error.StackTrace,
            HResult = error.HResult,
            Inner = depth < MaxDepth ? [.. inner.Select(cause => Of(cause, depth + 1))] : null,
            Values = ValuesOf(error),
            Data = DataOf(error),
        };
    }

    private static Dictionary<string, JsonElement>? ValuesOf(Exception error)
    {
        Dictionary<string, JsonElement>? values = null;
        foreach (var member in ContractMember.Of(error.GetType()))
        {
            try
            {
                var value = JsonSerializer.SerializeToElement(member.Getter()(error), member.Type, WireJson.Options);
                (values ??= new(StringComparer.Ordinal))[member.Name] = value;
            }
            catch (Exception)
            {
                // What cannot be serialized is left out: it must not hide the error itself.
            }
        }

        return values;
    }

    private static Dictionary<string, JsonElement>? DataOf(Exception error)
    {
        if (error.Data.Count == 0)
            return null;

        var data = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in error.Data)
        {
            if (entry is { Key: string key, Value: { } value }
                && (value is string or bool || ContractTypes.NameOf(value.GetType()) is not null))
                data[key] = JsonSerializer.SerializeToElement(value, typeof(object), WireJson.Options);
        }

        return data;
    }

    private bool TryRestore(Type type, Exception[] inner, out Exception error)
    {
        error = null!;
        try
        {
            var made = type == typeof(AggregateException) ? new AggregateException(inner)
                : type.GetConstructor([]) is { } constructor ? (Exception)constructor.Invoke(null)
                : (Exception)RuntimeHelpers.GetUninitializedObject(type);
            error = Fill(made, inner);
            SetValues(error);
            // An exception created without its constructor may be unusable.
            return error is { Message: not null } && error.ToString() is not null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private Exception Fill(Exception error, Exception[] inner)
    {
#pragma warning disable SYSLIB0050 // only this constructor can set the fields of the base class
        var info = new SerializationInfo(typeof(Exception), new FormatterConverter());
#pragma warning restore SYSLIB0050
        info.AddValue("ClassName", Type);
        info.AddValue("Message", Message);
        info.AddValue("Data", null, typeof(IDictionary));
        info.AddValue("InnerException", inner.FirstOrDefault(), typeof(Exception));
        info.AddValue("HelpURL", null, typeof(string));
        info.AddValue("StackTraceString", null, typeof(string));
        info.AddValue("RemoteStackTraceString", null, typeof(string));
        info.AddValue("HResult", HResult);
        info.AddValue("Source", null, typeof(string));
        Construct(error, info, default);

        foreach (var (key, value) in Data ?? [])
            error.Data[key] = value.Deserialize<object>(WireJson.Options);
        if (StackTrace is not null)
            ExceptionDispatchInfo.SetRemoteStackTrace(error, StackTrace);
        return error;
    }

    private void SetValues(Exception error)
    {
        foreach (var member in Values is null ? [] : ContractMember.Of(error.GetType()))
        {
            if (Values!.TryGetValue(member.Name, out var value))
                member.Setter()(error, value.Deserialize(member.Type, WireJson.Options));
        }
    }

    // An aggregate's message repeats those of its causes.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? OwnMessage(Exception error);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = ".ctor")]
    private static extern void Construct(Exception error, SerializationInfo info, StreamingContext context);
}
