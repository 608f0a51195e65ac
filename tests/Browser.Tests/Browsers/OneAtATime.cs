// Two browsers with video and a whole product are enough for a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
