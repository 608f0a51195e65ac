using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Channels in PostgreSQL; members in the order of their ids.</summary>
public sealed class ChannelDirectory(NpgsqlDataSource database) : IChannelDirectory
{
    private const string Columns = """
        c.id, c.name, c.organisation,
        array(select m.user_id from channel_members m where m.channel_id = c.id order by m.user_id)
        """;

    private const string OfUserSql = $"""
        select {Columns}
        from channel_members mine
        join channels c on c.id = mine.channel_id
        where mine.user_id = $1
        order by c.name_key, c.id
        """;

    private const string FindSql = $"select {Columns} from channels c where c.id = $1";

    // Locks the members' rows, so that nobody is deleted before the membership is written.
    private const string KnownSql = "select id from users where id = any ($1) for key share";

    private const string CreateSql = "insert into channels (id, name, name_key, organisation) values ($1, $2, $3, $4)";

    private const string UpdateSql = "update channels set name = $2, name_key = $3, organisation = $4 where id = $1";

    private const string SetMembersSql = """
        with gone as (delete from channel_members where channel_id = $1 and user_id <> all ($2))
        insert into channel_members (channel_id, user_id)
        select $1, user_id from unnest($2::text[]) as user_id
        on conflict do nothing
        """;

    public Task<ImmutableArray<Channel>> ChannelsOf(string userId) => database.Command(OfUserSql, Param.Text(userId)).All(Read);

    public async Task<Channel?> Find(string channelId) =>
        (await database.Command(FindSql, Param.Text(channelId)).All(Read)).SingleOrDefault();

    /// <exception cref="ArgumentException">A channel with this id already exists.</exception>
    public async Task<ImmutableArray<string>> Create(Channel channel)
    {
        try
        {
            return (await Write(CreateSql, channel))!.Value;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ArgumentException($"A channel '{channel.Id}' already exists.", nameof(channel), error);
        }
    }

    public Task<ImmutableArray<string>?> Update(Channel channel) => Write(UpdateSql, channel);

    private async Task<ImmutableArray<string>?> Write(string sql, Channel channel)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var (key, organisation) = (Param.Text(StoredText.Fold(channel.Name)), Param.Text(channel.Organisation));
        if (await connection.Command(sql, Param.Text(channel.Id), Param.Text(channel.Name), key, organisation).Run() == 0)
            return null;
        if (await Unknown(connection, channel.MemberIds) is { Length: > 0 } unknown)
            return unknown;
        var members = Param.Texts(channel.MemberIds.Distinct(StringComparer.Ordinal));
        await connection.Command(SetMembersSql, Param.Text(channel.Id), members).Run();
        await transaction.CommitAsync();
        return [];
    }

    private static async Task<ImmutableArray<string>> Unknown(NpgsqlConnection connection, ImmutableArray<string> ids)
    {
        var known = await connection.Command(KnownSql, Param.Texts(ids)).All(row => row.GetString(0));
        return [.. ids.Except(known, StringComparer.Ordinal)];
    }

    private static Channel Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.TextOrNull(2), [.. row.GetFieldValue<string[]>(3)]);
}
