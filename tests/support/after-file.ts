import { afterAll } from "vitest";
import { setClock } from "#app/platform/clock.server.ts";
import { forgetEnv } from "#app/platform/env.server.ts";
import { setCheckoutGateway, setFurtherGateways } from "#app/platform/gateways/checkout.server.ts";
import { setMailGateway } from "#app/platform/gateways/mail.server.ts";

// Test files share one process and its modules (vitest.config.ts): what one of them set, the next must not find.

const settings = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in settings)) delete process.env[name];
  Object.assign(process.env, settings);
  forgetEnv();
  setClock(null);
  setCheckoutGateway(null);
  setFurtherGateways([]);
  setMailGateway(null);
});
