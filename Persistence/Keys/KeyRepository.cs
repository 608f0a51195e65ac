using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>The keys of ASP.NET Core's data protection in PostgreSQL, so that every front-end reads what another one has protected.</summary>
public sealed class KeyRepository(NpgsqlDataSource database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("select xml from data_protection_keys order by id");
        using var reader = command.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read())
            keys.Add(XElement.Parse(reader.GetString(0)));
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.Command(
            "insert into data_protection_keys (name, xml) values ($1, $2)",
            Param.Text(friendlyName),
            Param.Text(element.ToString(SaveOptions.DisableFormatting)));
        command.ExecuteNonQuery();
    }
}
