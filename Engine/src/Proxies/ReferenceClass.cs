using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Proxies;

/// <summary>Generates, for each grain interface, the class of its references.</summary>
internal static class ReferenceClass
{
    private const MethodAttributes Hidden = MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final
        | MethodAttributes.HideBySig | MethodAttributes.NewSlot;

    private const BindingFlags Instance = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;
    private static readonly ConcurrentDictionary<Type, Lazy<Func<Node, GrainId, GrainReference>>> Known = new();
    private static readonly Type[] Parameters = [typeof(Node), typeof(GrainId)];
    private static readonly ConstructorInfo BaseConstructor = typeof(GrainReference).GetConstructor(Instance, Parameters)!;

    /// <summary>Creates references to the interface.</summary>
    /// <exception cref="OrleansConfigurationException">It is not a proper grain interface; the message says why.</exception>
    public static Func<Node, GrainId, GrainReference> For(Type interfaceType) =>
        Known.GetOrAdd(interfaceType, static type => new(() => Generate(type))).Value;

    private static Func<Node, GrainId, GrainReference> Generate(Type interfaceType)
    {
        if (!interfaceType.IsInterface || interfaceType.ContainsGenericParameters || !typeof(IAddressable).IsAssignableFrom(interfaceType))
            throw new OrleansConfigurationException($"{interfaceType} is not a grain interface.");

        var methods = InterfaceShape.WithInherited(interfaceType).SelectMany(RequestClass.For).ToArray();
        lock (RuntimeAssembly.Gate)
        {
            RuntimeAssembly.See(interfaceType.Assembly);
            var name = RuntimeAssembly.NameFor($"{interfaceType.Name}_Reference");
            var type = RuntimeAssembly.Module.DefineType(name, RuntimeAssembly.SealedClass, typeof(GrainReference), [interfaceType]);
            DefineConstructor(type);
            foreach (var (method, request) in methods)
                DefineMethod(type, method, request);
            return Compile(type.CreateType());
        }
    }

    private static void DefineConstructor(TypeBuilder type)
    {
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, Parameters).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, BaseConstructor);
        il.Emit(OpCodes.Ret);
    }

    // T Method(a, b) => this.Invoke…<T>(new Request(a, b));
    private static void DefineMethod(TypeBuilder type, MethodInfo method, ConstructorInfo request)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var implementation = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            Hidden,
            method.ReturnType,
            parameters);
        var il = implementation.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        for (var i = 0; i < parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, (short)(i + 1));
        il.Emit(OpCodes.Newobj, request);
        il.Emit(OpCodes.Call, Invoker(method.ReturnType));
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(implementation, method);
    }

    private static MethodInfo Invoker(Type returns)
    {
        var name = returns == typeof(Task) ? nameof(GrainReference.InvokeTask) : nameof(GrainReference.InvokeTaskOf);
        var invoker = typeof(GrainReference).GetMethod(name, Instance, [typeof(Request)])!;
        return invoker.IsGenericMethodDefinition ? invoker.MakeGenericMethod(returns.GetGenericArguments()) : invoker;
    }

    private static Func<Node, GrainId, GrainReference> Compile(Type type)
    {
        var node = Expression.Parameter(typeof(Node));
        var id = Expression.Parameter(typeof(GrainId));
        var made = Expression.New(type.GetConstructors()[0], node, id);
        return Expression.Lambda<Func<Node, GrainId, GrainReference>>(made, node, id).Compile();
    }
}
