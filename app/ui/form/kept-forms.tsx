import { useRevalidator } from "@remix-run/react";
import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import type { KeptForm } from "#app/ui/form/kept-store.ts";

type Kept = {
  readonly kept: readonly KeptForm[];
  /** What waits can only be sent after signing in again. */
  readonly isSignedOut: boolean;
  readonly isOffline: boolean;
  /** Takes a form off the page's hands; without it (no script yet) the form goes by itself. */
  readonly submit: ((event: FormEvent<HTMLFormElement>) => void) | null;
  /** Keeps something back, to be put right; it stays on the phone until its form is sent again. */
  readonly hold: (form: KeptForm) => void;
  /** Takes something off the phone for good. */
  readonly drop: (form: KeptForm) => void;
};

const Context = createContext<Kept>({
  kept: [],
  isSignedOut: false,
  isOffline: false,
  submit: null,
  hold: () => undefined,
  drop: () => undefined,
});

export function useKeptForms(): Kept {
  return useContext(Context);
}

/** How often a page looks whether there is a signal again: not every browser says so. */
const RETRY_MS = 5_000;

// Nothing of this is needed before the screen is alive.
const memory = () => import("#app/ui/form/kept-store.ts");
const sending = () => import("#app/ui/form/send-kept.ts");
const filling = () => import("#app/ui/form/fill-kept.ts");

/**
 * Runs the forms inside it through the phone's memory: kept at once, sent when there is a signal, each once. Without a
 * script, or where the browser keeps nothing, they are plain forms.
 */
export function KeptForms({ queue, children }: { readonly queue: string; readonly children: ReactNode }) {
  const [kept, setKept] = useState<readonly KeptForm[]>([]);
  const [isSignedOut, setSignedOut] = useState(false);
  const [isOffline, setOffline] = useState(false);
  const [isReady, setReady] = useState(false);
  const goesPlain = useRef(false);
  const { revalidate } = useRevalidator();
  const isLost = useRef(false);
  const look = useCallback(async () => {
    const { isUnchanged, keptIn } = await memory();
    const forms = await keptIn(queue);
    setKept((before) => (isUnchanged(before, forms) ? before : forms));
    return forms;
  }, [queue]);
  const flush = useCallback(async () => {
    const { reachesHouse, sendKept } = await sending();
    const waits = (await look()).some((form) => form.refused === null);
    const sent = waits ? await sendKept(queue) : null;
    isLost.current = sent === null ? !(await reachesHouse()) : sent.isLost;
    setOffline(isLost.current);
    await look();
    if (sent === null || sent.isLost) return;
    setSignedOut(sent.isSignedOut);
    if (sent.taken.length > 0) revalidate();
  }, [look, queue, revalidate]);
  useEffect(() => {
    // Without these parts the page stays what it is without a script: plain forms.
    const again = () => void flush().catch(() => undefined);
    void Promise.all([look(), filling()]).then(
      () => {
        startTransition(() => setReady(true));
        again();
      },
      () => undefined,
    );
    const timer = setInterval(() => {
      void look().then((forms) => {
        if (isLost.current || forms.some((form) => form.refused === null)) again();
      }, again);
    }, RETRY_MS);
    const bells = [
      [window, "online"],
      [window, "offline"],
      [document, "visibilitychange"],
    ] as const;
    for (const [target, bell] of bells) target.addEventListener(bell, again);
    return () => {
      clearInterval(timer);
      for (const [target, bell] of bells) target.removeEventListener(bell, again);
    };
  }, [flush, look]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (goesPlain.current) return;
    event.preventDefault();
    const form = event.currentTarget;
    if (!form.reportValidity()) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    void Promise.all([memory(), filling()]).then(async ([{ forget, keep }, { keptFrom }]) => {
      const { next, before } = await keptFrom(form, submitter, queue);
      if (await keep(next)) {
        if (before !== null) await forget(queue, before.key);
        await look();
        return flush();
      }
      // A phone without room keeps nothing: then the form goes the plain way, with whatever signal there is.
      goesPlain.current = true;
      form.requestSubmit(submitter);
    });
  };
  const hold = (form: KeptForm) => {
    void memory()
      .then(({ keep }) => keep({ ...form, refused: {} }))
      .then(look);
  };
  const drop = (form: KeptForm) => {
    void memory()
      .then(({ forget }) => forget(queue, form.key))
      .then(look);
  };
  return (
    <Context.Provider value={{ kept, isSignedOut, isOffline, submit: isReady ? submit : null, hold, drop }}>
      {children}
    </Context.Provider>
  );
}
