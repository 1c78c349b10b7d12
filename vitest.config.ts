import path from "node:path";
import { defineConfig } from "vitest/config";

const EVERY = "tests/**/*.test.{ts,tsx}";
/** Files that put something else in the place of a module: what others have loaded already must not stand in their way. */
const ALONE = ["tests/modules/clearing-moved.test.ts"];

export default defineConfig({
  resolve: {
    alias: [
      // Some five thousand modules in one: tests/support/messages-in-one.ts writes it before the first test.
      {
        find: "#app/i18n/paraglide/messages.js",
        replacement: path.resolve("app/i18n/paraglide/messages-in-one.js"),
      },
    ],
  },
  test: {
    globalSetup: ["./tests/support/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: [EVERY],
          exclude: ALONE,
          // A file on its own would spend more time on loading the house than on trying it.
          isolate: false,
          setupFiles: ["./tests/support/after-file.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
  },
});
