import { type FormEvent, useEffect, useRef, useState } from "react";

/** The text of the box after a keystroke; `inserted` is undefined when the whole text is new (see typed-quantity). */
export type Keystroke = {
  readonly text: string;
  readonly caret: number;
  readonly inserted: string | null | undefined;
};

export type TypedNumber = {
  /** Spread on the visible box. */
  readonly box: {
    readonly ref: React.RefObject<HTMLInputElement>;
    readonly defaultValue: string;
    readonly name: string | undefined;
    readonly onInput: (event: FormEvent<HTMLInputElement>) => void;
  };
  /** The hidden box that carries the plain text, or null before hydration, when the visible one does. */
  readonly carrier: { readonly type: "hidden"; readonly name: string; readonly value: string } | null;
};

/**
 * A number that is typed the way people write it and sent the way schemas read it.
 *
 * Before hydration the visible box carries the name and holds plain digits. Afterwards it is free to show dots,
 * and a hidden box carries the plain text. The visible box stays uncontrolled: what somebody typed before the
 * script arrived is read, never overwritten.
 */
export function useTypedNumber(
  name: string,
  initial: string,
  shownFrom: (plain: string) => string,
  plainFrom: (stroke: Keystroke) => string,
): TypedNumber {
  const ref = useRef<HTMLInputElement>(null);
  const [plain, setPlain] = useState<string | null>(null);

  const settle = (box: HTMLInputElement, inserted: string | null | undefined) => {
    const caret = box.selectionStart ?? box.value.length;
    const next = plainFrom({ text: box.value, caret, inserted });
    const shown = shownFrom(next);
    setPlain(next);
    if (box.value === shown) return;
    // Dots that come and go must not throw the caret about: it keeps its distance from the end.
    const fromEnd = box.value.length - caret;
    box.value = shown;
    if (document.activeElement === box) box.setSelectionRange(shown.length - fromEnd, shown.length - fromEnd);
  };

  // Runs once: the first reading takes over from the server's plain text.
  const settleOnce = useRef(settle);
  useEffect(() => {
    if (ref.current) settleOnce.current(ref.current, undefined);
  }, []);

  return {
    box: {
      ref,
      defaultValue: initial,
      name: plain === null ? name : undefined,
      onInput: (event) => settle(event.currentTarget, insertedBy(event.nativeEvent)),
    },
    carrier: plain === null ? null : { type: "hidden", name, value: plain },
  };
}

/** What was typed; null for a deletion, undefined for a paste or a suggestion that replaced the text. */
function insertedBy(event: Event): string | null | undefined {
  if (!(event instanceof InputEvent) || /^insert(From|Replacement)/.test(event.inputType)) return undefined;
  return event.data;
}
