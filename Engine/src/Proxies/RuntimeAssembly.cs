using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime.Proxies;

/// <summary>The assembly of the generated classes. It sees the internals of the assemblies whose interfaces it implements.</summary>
internal static class RuntimeAssembly
{
    public const TypeAttributes SealedClass = TypeAttributes.Public | TypeAttributes.Sealed;
    private static readonly AssemblyBuilder Builder =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("OrleansCalls.Engine.Generated"), AssemblyBuilderAccess.Run);

    private static readonly ConcurrentDictionary<string, bool> Visible = new(StringComparer.Ordinal);
    private static readonly ConstructorInfo IgnoresAccessChecksTo;
    private static int _names;

    static RuntimeAssembly()
    {
        Module = Builder.DefineDynamicModule("Generated");
        IgnoresAccessChecksTo = DefineAttribute();
        See(typeof(RuntimeAssembly).Assembly);
    }

    public static ModuleBuilder Module { get; }

    public static Lock Gate { get; } = new();

    public static void See(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (Visible.TryAdd(name, true))
            Builder.SetCustomAttribute(new CustomAttributeBuilder(IgnoresAccessChecksTo, [name]));
    }

    public static string NameFor(string name) => $"{name}_{Interlocked.Increment(ref _names)}";

    // The runtime recognizes this attribute by its name; no library declares it.
    private static ConstructorInfo DefineAttribute()
    {
        const string Attribute = "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute";
        var type = Module.DefineType(Attribute, SealedClass, typeof(Attribute));
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, [])!);
        il.Emit(OpCodes.Ret);
        return type.CreateType().GetConstructor([typeof(string)])!;
    }
}
