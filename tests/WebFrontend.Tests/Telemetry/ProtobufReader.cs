using System.Text;

namespace OrleansCalls.Telemetry;

/// <summary>Just enough of protobuf's encoding to look into what was exported: the fields of one message, in order.</summary>
internal static class ProtobufReader
{
    /// <summary>The length-delimited fields of this number.</summary>
    public static IEnumerable<byte[]> All(byte[] message, int number) =>
        Read(message).Where(field => field.Number == number).Select(field => field.Value);

    /// <summary>The first of them as text; empty when there is none.</summary>
    public static string Text(byte[] message, int number) => Encoding.UTF8.GetString(All(message, number).FirstOrDefault() ?? []);

    /// <summary>The first of them as hexadecimal digits.</summary>
    public static string Hex(byte[] message, int number) => Convert.ToHexStringLower(All(message, number).FirstOrDefault() ?? []);

    private static List<(int Number, byte[] Value)> Read(byte[] message)
    {
        var fields = new List<(int, byte[])>();
        for (var at = 0; at < message.Length;)
        {
            var tag = ReadVarint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    ReadVarint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)ReadVarint(message, ref at);
                    fields.Add(((int)(tag >> 3), message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"No wire type: {tag & 7}");
            }
        }
        return fields;
    }

    private static ulong ReadVarint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
