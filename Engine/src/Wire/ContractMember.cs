using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>A member that travels: one with an [Id], or a parameter of a record's primary constructor.</summary>
internal sealed record ContractMember(MemberInfo Member, string Name)
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public Type Type => Member is PropertyInfo property ? property.PropertyType : ((FieldInfo)Member).FieldType;

    /// <summary>The members of a type and of those that it derives from, which have their own sequence of ids each.</summary>
    public static ContractMember[] Of(Type type)
    {
        var line = new Stack<Type>();
        for (var part = type; part is not null && part != typeof(object) && part != typeof(ValueType) && part != typeof(Exception); part = part.BaseType)
            line.Push(part);
        return [.. line.SelectMany((part, level) => Declared(part).Select(member => new ContractMember(member.Member, level == 0 ? member.Name : $"{level}.{member.Name}")))];
    }

    public bool Is(MemberInfo? other) => other is not null && other.MetadataToken == Member.MetadataToken && other.Module == Member.Module;

    public Func<object, object?> Getter()
    {
        var target = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Access(target), typeof(object)), target).Compile();
    }

    public Action<object, object?> Setter()
    {
        if (Writable() is FieldInfo { IsInitOnly: true } field)
            return field.SetValue;

        var target = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        return Expression.Lambda<Action<object, object?>>(Expression.Assign(Access(target), Expression.Convert(value, Type)), target, value).Compile();
    }

    // A property that only the constructor sets keeps its value in a field of the compiler's.
    private MemberInfo Writable() =>
        Member is not PropertyInfo { CanWrite: false } property ? Member
            : property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Own)
                ?? throw new SerializerException($"{property.DeclaringType}.{property.Name} has an [Id] but cannot be set.");

    private MemberExpression Access(Expression target) => Expression.MakeMemberAccess(
        Member.DeclaringType!.IsValueType ? Expression.Unbox(target, Member.DeclaringType) : Expression.Convert(target, Member.DeclaringType),
        Member);

    private static IEnumerable<(MemberInfo Member, string Name)> Declared(Type type)
    {
        var members = type.GetMembers(Own).Where(member => member is PropertyInfo or FieldInfo).ToArray();
        var ids = members.Where(member => member.IsDefined(typeof(IdAttribute), inherit: false));
        return [.. ids.Select(member => (member, $"{member.GetCustomAttribute<IdAttribute>()!.Id}")), .. Positional(type, members)];
    }

    private static IEnumerable<(MemberInfo Member, string Name)> Positional(Type type, MemberInfo[] members)
    {
        if (!IsRecord(type))
            return [];

        var properties = members.OfType<PropertyInfo>().ToArray();
        var primary = type.GetConstructors(Own)
            .Select(constructor => constructor.GetParameters())
            .Where(parameters => parameters.Length > 0 && Array.TrueForAll(parameters, parameter => type.GetProperty(parameter.Name!)?.PropertyType == parameter.ParameterType))
            .MaxBy(parameters => parameters.Length) ?? [];
        return primary
            .Select((parameter, i) => (Property: Array.Find(properties, property => string.Equals(property.Name, parameter.Name, StringComparison.Ordinal))!, Name: $"p{i}"))
            .Where(pair => pair.Property?.IsDefined(typeof(IdAttribute)) == false)
            .Select(pair => ((MemberInfo)pair.Property, pair.Name));
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", Own) is not null || (type.IsValueType && type.GetMethod("PrintMembers", Own)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true);
}
