namespace OrleansCalls.Http;

/// <summary>A request body that can check itself.</summary>
public interface ICheckedRequest
{
    /// <summary>Null, or what is wrong with it.</summary>
    Refusal? Check();
}
