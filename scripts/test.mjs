// npm test: everything there is to prove, from a fresh clone. Ends with one line `N passed, N failed`.
// npm test -- <filter…>: only the test files whose path holds a filter, without the static checks.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildApp } from "./steps/build-app.mjs";
import { install } from "./steps/install.mjs";
import { run, TOOLS } from "./steps/run.mjs";
import { complain, main, Stop, say } from "./steps/say.mjs";
import { ROOT, readSettings } from "./steps/settings.mjs";
import { runStaticChecks } from "./steps/static-checks.mjs";
import { findProgram, provideSystem } from "./steps/system.mjs";

/** What a person's own settings must not do to the tests: they bring their own database, queue and secrets. */
const NOT_FOR_TESTS = [
  "DATABASE_URL",
  "REDIS_URL",
  "SESSION_SECRET",
  "PORT",
  "DATA_DIR",
  "DEMO",
  "BASE_URL",
  "LOG_LEVEL",
];

function testEnvironment() {
  const env = {
    ...process.env,
    NODE_ENV: "test",
    REDIS_SERVER: findProgram("redis"),
    CHROMIUM: findProgram("chromium"),
  };
  for (const name of NOT_FOR_TESTS) delete env[name];
  return env;
}

/**
 * Runs Vitest and counts from its report. A test that was skipped counts as failed: what is not proven
 * must not look proven. So does an error outside of any test.
 */
async function runTests(filters) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lumbung-report-"));
  const report = path.join(folder, "report.json");
  try {
    const { code } = await run(
      process.execPath,
      [
        ...[
          path.join(ROOT, TOOLS.vitest),
          "run",
          "--reporter=default",
          "--reporter=json",
          `--outputFile.json=${report}`,
        ],
        ...filters,
      ],
      { env: testEnvironment(), show: true },
    );
    if (!fs.existsSync(report)) throw new Stop(`Vitest berhenti tanpa laporan (${code}).`);
    return { code, ...countIn(JSON.parse(fs.readFileSync(report, "utf8"))) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function countIn(report) {
  const skipped = report.numPendingTests + report.numTodoTests;
  if (skipped > 0) {
    for (const file of report.testResults) {
      for (const test of file.assertionResults) {
        if (test.status !== "passed" && test.status !== "failed")
          complain(`dilewati: ${test.fullName} (${file.name})`);
      }
    }
  }
  // A file that cannot be loaded has no tests to fail.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + skipped + brokenFiles.length };
}

await main(async () => {
  const filters = process.argv.slice(2);
  readSettings();
  await install();
  await provideSystem();
  await buildApp();

  let checks = { passed: 0, failed: 0 };
  if (filters.length === 0) {
    say("Memeriksa tanpa menjalankan…");
    checks = await runStaticChecks();
  }
  say("Menjalankan uji…");
  const tests = await runTests(filters);
  const passed = checks.passed + tests.passed;
  let failed = checks.failed + tests.failed;
  if (tests.code !== 0 && tests.failed === 0) failed += 1; // an error outside of any test
  if (tests.passed + tests.failed === 0) {
    complain("Tidak ada uji yang dijalankan.");
    failed += 1;
  }
  if (failed > 0) process.exitCode = 1;
  say(`${passed} passed, ${failed} failed`);
});
