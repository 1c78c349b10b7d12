import path from "node:path";
import { defineConfig } from "vitest/config";

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
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    globalSetup: ["./tests/support/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
