using Npgsql;

namespace OrleansCalls.LocalPostgres;

/// <summary>Gives databases to a role that may do anything in them, and nothing else in the cluster.</summary>
internal static class DatabaseOwner
{
    /// <summary>
    /// Everything in a database that belongs to whoever runs this: tables and what goes with them, functions, types. What an extension
    /// brought stays with it, a column's sequence follows its table, and the schema "public" goes with the database.
    /// </summary>
    private const string HandOver = """
        do $$
        declare
            change text;
        begin
            for change in
                select format('alter table %s owner to {0}', c.oid::regclass)
                from pg_class c
                where c.relowner = current_user::regrole and c.relkind in ('r', 'p', 'v', 'm', 'S')
                  and c.relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_' or nspname = 'information_schema')
                  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                    and (d.deptype = 'e' or (c.relkind = 'S' and d.deptype in ('a', 'i'))))
                union all
                select format('alter routine %s owner to {0}', p.oid::regprocedure)
                from pg_proc p
                where p.proowner = current_user::regrole
                  and p.pronamespace not in (select oid from pg_namespace where nspname ~ '^pg_' or nspname = 'information_schema')
                  and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
                union all
                select format('alter type %s owner to {0}', t.oid::regtype)
                from pg_type t
                where t.typowner = current_user::regrole and t.typtype in ('d', 'e')
                  and t.typnamespace not in (select oid from pg_namespace where nspname ~ '^pg_' or nspname = 'information_schema')
                  and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
            loop
                execute change;
            end loop;
        end
        $$
        """;

    /// <summary>Makes the role, or gives it this password, and shuts it out of the cluster's other databases.</summary>
    /// <param name="administration">A superuser's connection to the database <c>postgres</c>.</param>
    /// <param name="role">The role.</param>
    /// <param name="password">Its password: letters and digits.</param>
    /// <param name="cancellation">To give up.</param>
    public static async Task MakeRole(NpgsqlConnection administration, string role, string password, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select exists (select from pg_roles where rolname = $1)", administration);
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        var verb = (bool)(await exists.ExecuteScalarAsync(cancellation))! ? "alter" : "create";
        await Run(
            administration,
            $"""
            {verb} role {SqlName.Quoted(role)} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '{password}';
            revoke connect, temporary on database postgres, template1 from public
            """,
            cancellation);
    }

    /// <summary>Hands over a database with everything in it; does nothing if that was done before.</summary>
    /// <param name="inside">The connection of the superuser who owns the database so far.</param>
    /// <param name="database">The database.</param>
    /// <param name="role">Who gets it.</param>
    /// <param name="cancellation">To give up.</param>
    public static async Task Give(NpgsqlConnection inside, string database, string role, CancellationToken cancellation)
    {
        await using var whole = await inside.BeginTransactionAsync(cancellation);
        await Run(inside, $"alter database {SqlName.Quoted(database)} owner to {SqlName.Quoted(role)}", cancellation);
        await Run(inside, HandOver.Replace("{0}", SqlName.Quoted(role), StringComparison.Ordinal), cancellation);
        await whole.CommitAsync(cancellation);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
