namespace NineGrid.Domain.Snapshots;

/// <summary>Steps that are taken for each customer of a book on its own.</summary>
internal static class Customers
{
    /// <summary>Takes a step for each of so many customers, on several threads. The step may change only what is the customer's own.</summary>
    public static void Each(int count, int threads, Action<int> step)
    {
        if (count > 0)
        {
            Parallel.ForEach(
                System.Collections.Concurrent.Partitioner.Create(0, count),
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                range =>
                {
                    for (int customer = range.Item1; customer < range.Item2; customer++)
                    {
                        step(customer);
                    }
                }
            );
        }
    }
}
