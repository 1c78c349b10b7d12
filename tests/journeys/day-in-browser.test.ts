import { test } from "vitest";
import { kitchenOnScreens } from "#tests/support/kitchen-on-screens.ts";
import { stage } from "#tests/support/stage.ts";
import { tradeCenterOnScreens } from "#tests/support/trade-center-on-screens.ts";

// Goal: everyone lives the day on the screens they have, both halves of it, with the built web and worker running.
// Method: a real Chromium presses what each person sees, task by task; the worker does the rest, the kitchen's on both queue backends.
// A kitchen's office has a phone or a desk, a koperasi a phone, the trade center a desk; the field worker at the door has
// no JavaScript. Proofs run when the database is given back.

test.each([
  { backend: "postgresql", width: 360 },
  { backend: "redis", width: 1280 },
] as const)(
  "a kitchen at $width px, from the order to the kwitansi ($backend)",
  {
    timeout: 300_000,
  },
  async ({ backend, width }) => {
    await kitchenOnScreens(await stage(backend), width);
  },
);

// By API both backends carry a call-off (day-by-api); the same screens twice would show nothing more.
test("a trade center at its desk, from the contract to each koperasi's share", {
  timeout: 300_000,
}, async () => {
  await tradeCenterOnScreens(await stage("redis"));
});
