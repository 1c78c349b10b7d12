import { useEffect, useRef } from "react";

const REST_MS = 350;

/** Calls back when typing has paused. Number boxes carry their plain value a moment after the keystroke. */
export function useSettledChanges(
  inside: React.RefObject<HTMLDivElement>,
  onChange: (form: HTMLFormElement) => void,
): void {
  const told = useRef(onChange);
  told.current = onChange;
  useEffect(() => {
    const box = inside.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const form = box?.closest("form");
        if (form) told.current(form);
      }, REST_MS);
    };
    box?.addEventListener("input", changed);
    return () => {
      clearTimeout(timer);
      box?.removeEventListener("input", changed);
    };
  }, [inside]);
}
