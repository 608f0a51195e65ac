using System.Reflection;
using System.Text;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Proxies;

/// <summary>The methods that an interface declares, and the rules for them.</summary>
internal static class InterfaceShape
{
    /// <summary>The name of the interface on the wire.</summary>
    public static IdSpan IdOf(Type type) =>
        IdSpan.Create(type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!);

    /// <summary>The interface and those it inherits.</summary>
    public static IEnumerable<Type> WithInherited(Type type) => type.GetInterfaces().Prepend(type);

    public static (MethodInfo Method, MethodShape Shape)[] Methods(Type type)
    {
        Validate(type);
        var interfaceId = IdOf(type);
        var methods = type.GetMethods()
            .Where(method => method.IsAbstract)
            .Select(method => (Method: method, Shape: new MethodShape(interfaceId, MethodId(method), method)))
            .ToArray();
        return methods.GroupBy(method => method.Shape.Id).FirstOrDefault(group => group.Count() > 1) is { } twins
            ? throw Refuse(type, twins.Last().Method, "has the same id as another method; give one of them an [Alias] of its own")
            : methods;
    }

    // From [Id], else [Alias], else name and parameters: the same on every machine and in every build.
    private static uint MethodId(MethodInfo method) =>
        method.GetCustomAttribute<IdAttribute>()?.Id
        ?? StableHash.ComputeHash(Encoding.UTF8.GetBytes(method.GetCustomAttribute<AliasAttribute>()?.Alias
            ?? $"{method.Name}({string.Join(',', method.GetParameters().Select(parameter => parameter.ParameterType.ToString()))})"));

    private static void Validate(Type type)
    {
        if (type.GetProperties().Length > 0 || type.GetEvents().Length > 0)
            throw new OrleansConfigurationException($"Grain interface {type} has properties or events; it may have only methods.");

        foreach (var method in type.GetMethods().Where(method => method.IsAbstract))
        {
            if (method.IsGenericMethodDefinition)
                throw Refuse(type, method, "is generic, which this engine does not support");
            if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
                throw Refuse(type, method, "has a ref, in or out parameter, which cannot be sent");
            if (method.GetParameters().Any(parameter => parameter.ParameterType == typeof(CancellationToken)))
                throw Refuse(type, method, "has a CancellationToken, which this engine does not pass on");
            if (ReturnKind(method) is null)
                throw Refuse(type, method, $"returns {method.ReturnType}; it must return Task or Task<T>");
        }
    }

    /// <summary>The class that a request for the method derives from.</summary>
    public static Type? ReturnKind(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
            return typeof(TaskRequest);
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
            ? typeof(TaskRequest<>).MakeGenericType(type.GetGenericArguments())
            : null;
    }

    private static OrleansConfigurationException Refuse(Type type, MethodInfo method, string why) =>
        new($"Method {type}.{method.Name} {why}.");
}
