namespace OrleansCalls.Persistence;

/// <summary>
/// Answers many small questions with few queries: what is asked while <paramref name="lanes"/> queries are under way is asked together as
/// soon as one of them returns. A question that finds a free lane does not wait. Each answer is younger than its question.
/// </summary>
/// <param name="load">Answers for some keys at once; a key without an answer is not in what it returns.</param>
/// <param name="lanes">How many questions may be under way at once.</param>
/// <param name="atOnce">How many keys a question may have.</param>
internal sealed class BatchLoader<TKey, TValue>(
    Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> load, int lanes = 4, int atOnce = 1000)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Queue<Question> _waiting = new();
    private int _busy;

    /// <summary>The answer for a key; the default when there is none.</summary>
    /// <exception cref="Exception">What <c>load</c> threw for the keys that were asked together.</exception>
    public Task<TValue?> Load(TKey key)
    {
        var question = new Question(key, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            _waiting.Enqueue(question);
            if (_busy == lanes)
                return question.Answer.Task;
            _busy++;
        }
        // A lane works for everybody: neither in the grain's turn nor in the trace of the request that needed it first.
        ThreadPool.UnsafeQueueUserWorkItem(static loader => _ = loader.Run(), this, preferLocal: false);
        return question.Answer.Task;
    }

    private async Task Run()
    {
        while (Take() is { Count: > 0 } questions)
        {
            try
            {
                var found = await load([.. questions.Select(question => question.Key).Distinct()]);
                foreach (var (key, answer) in questions)
                    answer.SetResult(found.GetValueOrDefault(key));
            }
            catch (Exception error)
            {
                foreach (var question in questions)
                    question.Answer.SetException(error);
            }
        }
    }

    private List<Question> Take()
    {
        lock (_gate)
        {
            var questions = new List<Question>(Math.Min(_waiting.Count, atOnce));
            while (questions.Count < atOnce && _waiting.TryDequeue(out var question))
                questions.Add(question);
            if (questions.Count == 0)
                _busy--;
            return questions;
        }
    }

    private readonly record struct Question(TKey Key, TaskCompletionSource<TValue?> Answer);
}
