namespace Orleans
{
    /// <summary>The stages of a silo's life.</summary>
    public static class ServiceLifecycleStage
    {
        /// <summary>Before everything.</summary>
        public const int First = int.MinValue;

        /// <summary>What the engine itself needs.</summary>
        public const int RuntimeInitialize = 2000;

        /// <summary>The engine's services.</summary>
        public const int RuntimeServices = 4000;

        /// <summary>Storage of the engine.</summary>
        public const int RuntimeStorageServices = 6000;

        /// <summary>The engine's services for grains.</summary>
        public const int RuntimeGrainServices = 8000;

        /// <summary>What the application's grains need.</summary>
        public const int ApplicationServices = 10000;

        /// <summary>Just before the silo joins the cluster.</summary>
        public const int BecomeActive = Active - 1;

        /// <summary>Grains can be called.</summary>
        public const int Active = 20000;

        /// <summary>After everything.</summary>
        public const int Last = int.MaxValue;
    }
}

namespace Orleans.Runtime
{
    /// <summary>The stages of an activation's life.</summary>
    public static class GrainLifecycleStage
    {
        /// <summary>Before everything.</summary>
        public const int First = int.MinValue;

        /// <summary>States are read.</summary>
        public const int SetupState = 1000;

        /// <summary>The grain activates.</summary>
        public const int Activate = int.MaxValue - 1;

        /// <summary>After everything.</summary>
        public const int Last = int.MaxValue;
    }
}
