// A cluster is as much as a small machine can carry.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
