import { m } from "#app/i18n/paraglide/messages.js";
import type { Cooling } from "../schedule.ts";

/** What kind of vehicle carries goods that must be so cold. */
export function coolingName(cooling: Cooling): string {
  switch (cooling) {
    case "ambient":
      return m.contracts_cooling_ambient();
    case "cool":
      return m.contracts_cooling_cool();
    case "frozen":
      return m.contracts_cooling_frozen();
  }
}
