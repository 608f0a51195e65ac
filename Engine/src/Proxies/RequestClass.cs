using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Proxies;

/// <summary>Generates, for each method of a grain interface, the class of its requests.</summary>
internal static class RequestClass
{
    private static readonly ConcurrentDictionary<Type, Lazy<(MethodInfo, ConstructorInfo)[]>> Known = new();

    /// <summary>The methods that the interface declares, each with the constructor of its requests, which takes the arguments.</summary>
    public static (MethodInfo Method, ConstructorInfo Request)[] For(Type interfaceType) =>
        Known.GetOrAdd(interfaceType, static type => new(() => GenerateAll(type))).Value;

    private static (MethodInfo, ConstructorInfo)[] GenerateAll(Type type) =>
        [.. InterfaceShape.Methods(type).Select(method => (method.Method, Generate(method.Method, method.Shape)))];

    private static ConstructorInfo Generate(MethodInfo method, MethodShape shape)
    {
        lock (RuntimeAssembly.Gate)
        {
            RuntimeAssembly.See(method.DeclaringType!.Assembly);
            var parent = InterfaceShape.ReturnKind(method)!;
            var parameters = method.GetParameters();
            var type = RuntimeAssembly.Module.DefineType(RuntimeAssembly.NameFor(shape.Name), RuntimeAssembly.SealedClass, parent);
            var shapeField = type.DefineField("MethodShape", typeof(MethodShape), FieldAttributes.Public | FieldAttributes.Static);
            var fields = parameters
                .Select((parameter, i) => type.DefineField($"Arg{i}", parameter.ParameterType, FieldAttributes.Public))
                .ToArray();

            DefineConstructor(type, parent, fields);
            DefineShape(type, shapeField);
            DefineCall(type, parent, method, fields);
            DefineWriteArguments(type, fields);
            DefineReadArguments(type, fields);

            var built = type.CreateType();
            built.GetField("MethodShape")!.SetValue(null, shape);
            return built.GetConstructors()[0];
        }
    }

    private static void DefineConstructor(TypeBuilder type, Type parent, FieldBuilder[] fields)
    {
        Type[] arguments = [.. fields.Select(field => field.FieldType)];
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, arguments).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, parent.GetConstructor(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance, [])!);
        for (var i = 0; i < fields.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg, (short)(i + 1));
            il.Emit(OpCodes.Stfld, fields[i]);
        }

        il.Emit(OpCodes.Ret);
    }

    private static void DefineShape(TypeBuilder type, FieldBuilder shapeField)
    {
        var il = Override(type, typeof(Request).GetProperty(nameof(Request.Shape))!.GetMethod!);
        il.Emit(OpCodes.Ldsfld, shapeField);
        il.Emit(OpCodes.Ret);
    }

    private static void DefineCall(TypeBuilder type, Type parent, MethodInfo method, FieldBuilder[] fields)
    {
        var il = Override(type, parent.GetMethod(nameof(TaskRequest.Call))!);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }

        il.Emit(OpCodes.Callvirt, method);
        il.Emit(OpCodes.Ret);
    }

    private static void DefineWriteArguments(TypeBuilder type, FieldBuilder[] fields)
    {
        var il = Override(type, typeof(Request).GetMethod(nameof(Request.WriteArguments))!);
        var write = typeof(WireValue).GetMethod(nameof(WireValue.Write))!;
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            il.Emit(OpCodes.Call, write.MakeGenericMethod(field.FieldType));
        }

        il.Emit(OpCodes.Ret);
    }

    private static void DefineReadArguments(TypeBuilder type, FieldBuilder[] fields)
    {
        var il = Override(type, typeof(Request).GetMethod(nameof(Request.ReadArguments))!);
        var read = typeof(WireValue).GetMethod(nameof(WireValue.ReadNext))!;
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Call, read.MakeGenericMethod(field.FieldType));
            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ret);
    }

    private static ILGenerator Override(TypeBuilder type, MethodInfo inherited)
    {
        var method = type.DefineMethod(
            inherited.Name,
            MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig,
            inherited.ReturnType,
            [.. inherited.GetParameters().Select(parameter => parameter.ParameterType)]);
        return method.GetILGenerator();
    }
}
