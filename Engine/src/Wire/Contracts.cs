using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orleans.Serialization;

namespace Orleans.Runtime.Wire;

/// <summary>
/// Derives the contract of a type from its attributes, as Orleans does: members are serialized under the number of their [Id], those
/// without one are not; instances are created without constructor arguments; derived types are told apart by their registered names.
/// </summary>
internal static class Contracts
{
    private const string Discriminator = "$";

    public static void Apply(JsonTypeInfo contract)
    {
        var type = contract.Type;
        if (type.IsGenericType && type.Name.StartsWith("Stack`", StringComparison.Ordinal))
            throw new SerializerException($"{type} cannot be sent, because its order would be lost; send a list.");
        if (contract.Kind is not JsonTypeInfoKind.Object || IsTuple(type))
            return;

        var derived = ContractTypes.Derived(type);
        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && !(type.IsInterface && derived.Length > 0))
            throw new SerializerException($"{type} cannot be sent: give it [GenerateSerializer], and an [Id] to each member to send.");

        ApplyMembers(contract);
        contract.PolymorphismOptions = derived.Length > 0 ? Family(type, derived) : null;
        if (contract.CreateObject is null && type is { IsAbstract: false, IsValueType: false })
            contract.CreateObject = Constructor(type);
    }

    private static bool IsTuple(Type type) =>
        typeof(ITuple).IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    private static void ApplyMembers(JsonTypeInfo contract)
    {
        var known = contract.Properties.ToArray();
        contract.Properties.Clear();
        foreach (var member in ContractMember.Of(contract.Type))
        {
            var property = Array.Find(known, one => one.Get is not null && member.Is(one.AttributeProvider as MemberInfo))
                ?? Hidden(contract, member);
            property.Name = member.Name;
            property.Set ??= member.Setter();
            property.IsRequired = false;
            contract.Properties.Add(property);
        }
    }

    private static JsonPropertyInfo Hidden(JsonTypeInfo contract, ContractMember member)
    {
        var property = contract.CreateJsonPropertyInfo(member.Type, member.Name);
        property.Get = member.Getter();
        return property;
    }

    private static JsonPolymorphismOptions Family(Type type, Type[] derived)
    {
        var family = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = Discriminator,
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (var one in type.IsAbstract ? derived : [type, .. derived])
            family.DerivedTypes.Add(new(one, ContractTypes.NameOf(one)!));
        return family;
    }

    private static Func<object> Constructor(Type type) =>
        type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is { } constructor
            ? Expression.Lambda<Func<object>>(Expression.New(constructor)).Compile()
            : () => RuntimeHelpers.GetUninitializedObject(type);
}
