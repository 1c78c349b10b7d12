// npm run build: everything that the processes need, from nothing.

import { buildApp } from "./steps/build-app.mjs";
import { install } from "./steps/install.mjs";
import { main } from "./steps/say.mjs";
import { readSettings } from "./steps/settings.mjs";

await main(async () => {
  readSettings();
  await install();
  await buildApp({ force: true });
});
