namespace Orleans
{
    /// <summary>The stages of a silo's life.</summary>
    public static class ServiceLifecycleStage
    {
        /// <summary>What the application's grains need.</summary>
        public const int ApplicationServices = 10000;

        /// <summary>Just before the silo joins the cluster.</summary>
        public const int BecomeActive = Active - 1;

        /// <summary>Grains can be called.</summary>
        public const int Active = 20000;
    }
}

namespace Orleans.Runtime
{
    /// <summary>The stages of an activation's life.</summary>
    public static class GrainLifecycleStage
    {
        /// <summary>States are read.</summary>
        public const int SetupState = 1000;
    }
}
