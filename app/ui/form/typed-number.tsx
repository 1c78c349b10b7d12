import { type FormEvent, useEffect, useRef } from "react";

/** The text of the box after a keystroke; `inserted` is undefined when the whole text is new (see typed-quantity). */
export type Keystroke = {
  readonly text: string;
  readonly caret: number;
  readonly inserted: string | null | undefined;
};

/** Spread on the visible box. */
export type TypedNumber = {
  readonly ref: React.RefObject<HTMLInputElement>;
  readonly defaultValue: string;
  readonly name: string;
  readonly onInput: (event: FormEvent<HTMLInputElement>) => void;
};

/**
 * A number that is typed the way people write it and sent the way schemas read it.
 *
 * Before the script arrives the visible box carries the name and holds plain digits. Afterwards it is free to show dots,
 * and a hidden box beside it carries the plain text under that name. The visible box stays uncontrolled: what somebody
 * typed before the script arrived is read, never overwritten. All of it is done to the boxes themselves, because a form of
 * forty numbers that is drawn anew for it holds a cheap phone up just when somebody wants to type.
 */
export function useTypedNumber(
  name: string,
  initial: string,
  shownFrom: (plain: string) => string,
  plainFrom: (stroke: Keystroke) => string,
): TypedNumber {
  const ref = useRef<HTMLInputElement>(null);
  const carrier = useRef<HTMLInputElement | null>(null);

  const settle = (box: HTMLInputElement, inserted: string | null | undefined) => {
    const caret = box.selectionStart ?? box.value.length;
    const next = plainFrom({ text: box.value, caret, inserted });
    const shown = shownFrom(next);
    if (carrier.current) carrier.current.value = next;
    if (box.value === shown) return;
    // Dots that come and go must not throw the caret about: it keeps its distance from the end.
    const fromEnd = box.value.length - caret;
    box.value = shown;
    if (document.activeElement === box) box.setSelectionRange(shown.length - fromEnd, shown.length - fromEnd);
  };

  const settleNow = useRef(settle);
  settleNow.current = settle;
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = name;
    box.after(hidden);
    box.removeAttribute("name");
    carrier.current = hidden;
    // The first reading takes over from the server's plain text.
    settleNow.current(box, undefined);
    return () => {
      hidden.remove();
      box.name = name;
      carrier.current = null;
    };
  }, [name]);

  return {
    ref,
    defaultValue: initial,
    name,
    onInput: (event) => settle(event.currentTarget, insertedBy(event.nativeEvent)),
  };
}

/** What was typed; null for a deletion, undefined for a paste or a suggestion that replaced the text. */
function insertedBy(event: Event): string | null | undefined {
  if (!(event instanceof InputEvent) || /^insert(From|Replacement)/.test(event.inputType)) return undefined;
  return event.data;
}
