using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Queries;

namespace NineGrid.Tests.Data.Queries;

public sealed class KeptAnswersTests : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 10 });

    [Fact]
    public async Task Of_several_who_ask_at_once_one_asks_the_database_and_all_have_its_answer()
    {
        var question = new Question();

        Task<string>[] all = [.. Enumerable.Range(0, 5).Select(_ => _kept.AnswerAsync("key", question.AskAsync, _ => 1))];
        question.Answer.SetResult("42");

        Assert.All(await Task.WhenAll(all), answer => Assert.Equal("42", answer));
        Assert.Equal(1, question.Asked);
        Assert.Equal("42", await _kept.AnswerAsync("key", () => Task.FromResult("later"), _ => 1));
    }

    [Fact]
    public async Task What_is_not_worth_keeping_is_asked_by_everybody()
    {
        var question = new Question();

        Task<string>[] all = [.. Enumerable.Range(0, 3).Select(_ => _kept.AnswerAsync("key", question.AskAsync, _ => null))];
        question.Answer.SetResult("42");
        await Task.WhenAll(all);

        Assert.Equal(3, question.Asked);
    }

    [Fact]
    public async Task When_the_first_fails_the_others_ask_themselves_and_nothing_is_left_behind()
    {
        var broken = new TaskCompletionSource<string>();

        Task<string> first = _kept.AnswerAsync("key", () => broken.Task, _ => 1);
        Task<string> second = _kept.AnswerAsync("key", () => Task.FromResult("42"), _ => 1);
        broken.SetException(new TimeoutException("the database is slow"));

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Assert.Equal("42", await second);
        Assert.Equal("43", await _kept.AnswerAsync("another key", () => Task.FromResult("43"), _ => 1));
    }

    public void Dispose() => _kept.Dispose();

    private sealed class Question
    {
        private int _asked;

        public TaskCompletionSource<string> Answer { get; } = new();

        public int Asked => _asked;

        public Task<string> AskAsync()
        {
            Interlocked.Increment(ref _asked);
            return Answer.Task;
        }
    }
}
