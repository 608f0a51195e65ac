using System.Xml.Linq;
using OrleansCalls.Launcher.Suites;

namespace OrleansCalls.Launcher.Tests.Suites;

public sealed class ReportTests
{
    [Fact]
    public void Trx_counts_by_outcome_and_names_what_did_not_pass()
    {
        var result = TrxReport.Read(XDocument.Parse("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="a" outcome="Passed" />
              <UnitTestResult testName="b" outcome="Failed"><Output><ErrorInfo><Message>boom
            and more</Message></ErrorInfo></Output></UnitTestResult>
              <UnitTestResult testName="c" outcome="NotExecuted"><Output><ErrorInfo><Message>no browser</Message></ErrorInfo></Output></UnitTestResult>
              <UnitTestResult testName="d" outcome="Timeout" />
            </Results></TestRun>
            """));
        Assert.Equal("1 passed, 2 failed, 1 skipped", result.ToString());
        Assert.Equal(["failed: b: boom", "skipped: c: no browser", "failed: d: no message"], result.Notes);
    }

    [Fact]
    public void Vitest_counts_files_that_do_not_load_as_failures()
    {
        var result = VitestReport.Read("""
            {"testResults":[
              {"name":"a.test.ts","status":"passed","assertionResults":[{"status":"passed","fullName":"x"},{"status":"skipped","fullName":"y"}]},
              {"name":"b.test.ts","status":"failed","assertionResults":[]}]}
            """);
        Assert.Equal("1 passed, 1 failed, 1 skipped", result.ToString());
    }

    [Fact]
    public void Runner_that_fails_without_a_failed_test_is_a_failure() =>
        Assert.Equal("3 passed, 1 failed, 0 skipped", new SuiteResult(3, 0, 0, []).Judge(134).ToString());

    [Fact]
    public void Runner_that_fails_because_of_a_test_is_counted_once() =>
        Assert.Equal("3 passed, 1 failed, 0 skipped", new SuiteResult(3, 1, 0, []).Judge(1).ToString());

    [Theory]
    [InlineData("browser", "Browser.Tests", null)]
    [InlineData("client", "client", null)]
    [InlineData("FullyQualifiedName~Glare", "Grains.Tests Browser.Tests", "FullyQualifiedName~Glare")]
    [InlineData(null, "client Grains.Tests Browser.Tests", null)]
    public void Filter_is_a_suite_or_an_expression(string? word, string names, string? expression)
    {
        TestSuite[] all =
            [new ClientSuite("/client"), new DotNetSuite("/tests/Grains.Tests.csproj"), new DotNetSuite("/tests/Browser.Tests.csproj")];
        var (suites, filter) = TestCommand.Choose(all, word);
        Assert.Equal(names, string.Join(' ', suites.Select(suite => suite.Name)));
        Assert.Equal(expression, filter);
    }
}
