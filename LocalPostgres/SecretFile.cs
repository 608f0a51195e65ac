using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.LocalPostgres;

/// <summary>A password generated once and kept in a file that only its owner can read.</summary>
internal static class SecretFile
{
    /// <summary>The password in a file, which is made when it is missing.</summary>
    public static string ReadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            using var stream = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            stream.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true)));
        }
        return File.ReadAllText(file);
    }
}
