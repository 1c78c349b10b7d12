// npm run check: what can be known without running the application.

import { install } from "./steps/install.mjs";
import { compileMessages } from "./steps/messages.mjs";
import { main, say } from "./steps/say.mjs";
import { readSettings } from "./steps/settings.mjs";
import { runStaticChecks } from "./steps/static-checks.mjs";

await main(async () => {
  readSettings();
  await install();
  await compileMessages();
  const { passed, failed } = await runStaticChecks();
  say(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
