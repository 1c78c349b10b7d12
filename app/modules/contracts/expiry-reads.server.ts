import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";

/** How many days before the last one the parties of a contract are told that it runs out, by the rule of a city on a day. */
export async function expiryNoticeDays(
  cityCode: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<number> {
  return numberParameter(on, "contract.expiry_notice_days", { regionCode: cityCode, day: today });
}
