namespace OrleansCalls.Http;

/// <summary>A request body that knows its own form.</summary>
public interface ICheckedRequest
{
    /// <summary>Null, or what is wrong with it.</summary>
    Refusal? Check();
}
