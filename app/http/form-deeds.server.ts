import { sayRefusal } from "#app/i18n/refusals.ts";
import type { Call } from "#app/kernel/call.ts";
import { Invalid, Refusal } from "#app/kernel/errors.ts";
import { redirectWithFlash } from "./flash.server.ts";
import type { FormFields } from "./form.server.ts";

/** What became of a form that asked the same of several things. */
export type DeedsAnswer = {
  readonly done: number;
  /** Why it was not done, by the id of what it was asked of. */
  readonly refusals: Readonly<Record<string, string>>;
  /** Which word of its input was wrong, by the same id; nothing where it was none in particular. */
  readonly fields: Readonly<Record<string, string>>;
};

type Deeds = {
  readonly call: Call;
  readonly ids: readonly string[];
  readonly deed: (call: Call, id: string) => Promise<unknown>;
  /** Where to go, and what to say there, once all is done. */
  readonly to: string;
  readonly flash: (count: number) => string;
};

/**
 * Asks the same of each of `ids`, one after another: every deed is a command of its own, and one that is refused stops none of
 * the rest. Each has a receipt key made of the form's, so sending the form again repeats nothing. When all is done it
 * redirects (thrown); else it answers what was done and, for each of the others, why not. Outages and bugs are thrown;
 * what was done by then stays done.
 */
export async function formDeeds(form: FormFields, deeds: Deeds): Promise<DeedsAnswer> {
  const key = form.text("_key") ?? null;
  const refusals: Record<string, string> = {};
  const fields: Record<string, string> = {};
  let done = 0;
  for (const id of new Set(deeds.ids)) {
    try {
      await deeds.deed({ ...deeds.call, key: key === null ? null : `${key}.${id}` }, id);
      done += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals[id] = sentenceOf(error);
      const field = error instanceof Invalid ? Object.keys(error.fields)[0] : error.params["field"];
      if (typeof field === "string" && field !== "") fields[id] = field;
    }
  }
  if (done > 0 && Object.keys(refusals).length === 0)
    throw redirectWithFlash(deeds.to, { text: deeds.flash(done) });
  return { done, refusals, fields };
}

function sentenceOf(error: Refusal): string {
  const [code = error.code] = error instanceof Invalid ? Object.values(error.fields).flat() : [];
  return sayRefusal(code, error.params);
}
