import path from "node:path";
import { bundleTestPrograms } from "#scripts/steps/build-app.mjs";
import { MESSAGES_IN_ONE } from "./messages-in-one.ts";

const FOLDER = ".cache/test-programs";

/** The programs that tests start as processes of their own. */
const programs = {
  "tests/support/brisk-worker.ts": "brisk-worker",
  "tests/support/bell-worker.ts": "bell-worker",
  "scripts/match.ts": "match",
  "scripts/match-generate.ts": "match-generate",
  "scripts/match-verify.ts": "match-verify",
  "scripts/allot.ts": "allot",
} as const;

export type TestProgram = (typeof programs)[keyof typeof programs];

export const bundleOf = (program: TestProgram): string => path.resolve(FOLDER, `${program}.js`);

/** Bundles them as the house bundles its own; after `writeMessagesInOne`. */
export async function bundlePrograms(): Promise<void> {
  await bundleTestPrograms(programs, FOLDER, {
    plugins: [
      {
        name: "messages-in-one",
        setup({ onResolve }) {
          onResolve({ filter: /^#app\/i18n\/paraglide\/messages\.js$/ }, () => ({
            path: path.resolve(MESSAGES_IN_ONE),
          }));
        },
      },
    ],
  });
}
