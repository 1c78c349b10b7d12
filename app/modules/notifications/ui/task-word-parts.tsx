import { date, quantity, rupiah } from "#app/i18n/format.ts";
import type { IconName } from "#app/ui/icon.tsx";
import type { Task } from "../task.ts";

export type TaskWords = {
  readonly icon: IconName;
  readonly title: string;
  readonly detail: string;
  readonly action: string;
};

export const amount = (task: Task) => rupiah(BigInt(task.params["amount"] ?? "0"));
export const day = (task: Task) => date(task.params["day"] ?? "");
export const of = (task: Task, name: string) => task.params[name] ?? "";

/** "167 kg Beras": what tells one asking from the next. */
export function asked(task: Task): string {
  const goods = quantity(BigInt(of(task, "quantity")), of(task, "unit"), BigInt(of(task, "basePerUnit")));
  return `${goods} ${of(task, "commodity")}`;
}
