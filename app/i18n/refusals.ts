import { m } from "#app/i18n/paraglide/messages.js";

/**
 * Turns a refusal code into a sentence in the language of this request. It looks its message up by name and so
 * holds all of them; only loaders, actions, `http/` and jobs may call it, or a phone would download every word.
 */
type Params = Readonly<Record<string, string | number>>;
type Sentence = (params: Params) => string;

/** Codes of the house's own machinery speak with the kit's words. */
const KIT_OWNERS = new Set(["kernel", "platform", "http", "kit"]);

/** `orders.belowMinimum` → `orders_error_belowMinimum`. */
function messageKey(code: string): string {
  const [owner = "kit", ...reason] = code.split(".");
  return `${KIT_OWNERS.has(owner) ? "kit" : owner}_error_${reason.join("_")}`;
}

/** True when the code has a sentence of its own. */
export function canSayRefusal(code: string): boolean {
  return messageKey(code) in m;
}

/** The sentence for `code`; an unknown code still tells the person that nothing was changed, and names the code. */
export function sayRefusal(code: string, params: Params = {}): string {
  const sentences = m as unknown as Readonly<Record<string, Sentence | undefined>>;
  const sentence = sentences[messageKey(code)];
  return sentence ? sentence(params) : m.kit_error_unknown({ code });
}
