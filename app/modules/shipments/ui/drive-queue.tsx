import { useRevalidator } from "@remix-run/react";
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
} from "react";

/** What was said while there was no signal, or is on its way: kept on the phone until the house has it. */
export type KeptDeed = {
  /** The receipt key of its form: however often it is sent, it counts once. */
  readonly key: string;
  /** Which stop and deed, for showing it as done. */
  readonly about: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The field it was chosen in, and the picture as a data URL. */
  readonly photo: { readonly name: string; readonly picture: string } | null;
  /** The house said no; it is not sent again. */
  readonly refused?: boolean;
};

type Queue = {
  readonly kept: readonly KeptDeed[];
  /** Takes a form off the page's hands; without it (no script yet) the form goes by itself. */
  readonly submit: ((event: FormEvent<HTMLFormElement>) => void) | null;
};

const Kept = createContext<Queue>({ kept: [], submit: null });

export function useDriveQueue(): Queue {
  return useContext(Kept);
}

const RETRY_MS = 15_000;
const PHOTO_EDGE = 1_280;

/** Runs what the driver says through the phone's memory: shown as said at once, sent when there is a signal, each once. */
export function DriveQueue({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const [kept, setKept] = useState<readonly KeptDeed[]>([]);
  const [isReady, setReady] = useState(false);
  const { revalidate } = useRevalidator();
  const flush = useCallback(async () => {
    const sent = await sendKept(name);
    setKept(readKept(name));
    if (sent > 0) revalidate();
  }, [name, revalidate]);
  useEffect(() => {
    setKept(readKept(name));
    setReady(true);
    const again = () => void flush();
    again();
    const timer = setInterval(again, RETRY_MS);
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
  }, [flush, name]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    if (!form.reportValidity()) return event.preventDefault();
    event.preventDefault();
    void keptFrom(form).then(async (deed) => {
      // A phone without room keeps nothing: then the form goes the plain way, with whatever signal there is.
      if (!writeKept(name, [...readKept(name), deed])) return form.submit();
      setKept(readKept(name));
      await flush();
    });
  };
  return <Kept.Provider value={{ kept, submit: isReady ? submit : null }}>{children}</Kept.Provider>;
}

async function keptFrom(form: HTMLFormElement): Promise<KeptDeed> {
  const data = new FormData(form);
  const [photoName, photo] = [...data].find(([, value]) => typeof value !== "string") ?? [];
  data.set("happenedAt", new Date().toISOString());
  const fields = [...data].flatMap(([field, value]) =>
    typeof value === "string" ? [[field, value] as const] : [],
  );
  return {
    key: String(data.get("_key") ?? ""),
    about: form.dataset["about"] ?? "",
    fields,
    photo:
      photoName !== undefined && photo instanceof File && photo.size > 0
        ? { name: photoName, picture: await smallPhoto(photo) }
        : null,
  };
}

/** A photo no larger than it has to be to be looked at; as it is where the phone cannot draw it. */
async function smallPhoto(file: File): Promise<string> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, PHOTO_EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.7);
  } catch {
    return dataUrlOf(file);
  }
}

function dataUrlOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("the photo cannot be read"));
    reader.readAsDataURL(file);
  });
}

function bytesOf(dataUrl: string): Blob {
  const [head = "", base64 = ""] = dataUrl.split(",");
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: /^data:([^;]+)/.exec(head)?.[1] ?? "image/jpeg" });
}

const placeOf = (name: string) => `lumbung.drive.${name}`;

function readKept(name: string): KeptDeed[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(name)) ?? "[]");
    return Array.isArray(kept) ? (kept as KeptDeed[]) : [];
  } catch {
    return [];
  }
}

/** False when the phone has no room, or lets nothing be kept. */
function writeKept(name: string, kept: readonly KeptDeed[]): boolean {
  try {
    localStorage.setItem(placeOf(name), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

let isSending = false;

/** Sends what is kept, the oldest first, until one does not get through. Answers how many the house took. */
async function sendKept(name: string): Promise<number> {
  if (isSending || !navigator.onLine) return 0;
  isSending = true;
  let sent = 0;
  try {
    for (const deed of readKept(name)) {
      if (deed.refused) continue;
      const status = await send(deed);
      if (status === "later") break;
      const rest = readKept(name).filter((one) => one.key !== deed.key);
      writeKept(name, status === "refused" ? [...rest, { ...deed, refused: true }] : rest);
      if (status === "taken") sent += 1;
    }
  } finally {
    isSending = false;
  }
  return sent;
}

async function send(deed: KeptDeed): Promise<"taken" | "refused" | "later"> {
  const body = new FormData();
  for (const [field, value] of deed.fields) body.append(field, value);
  try {
    if (deed.photo !== null) body.append(deed.photo.name, bytesOf(deed.photo.picture), "foto.jpg");
    const answer = await fetch(location.pathname, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.ok) return "taken";
    return answer.status >= 500 || answer.status === 429 ? "later" : "refused";
  } catch {
    return "later";
  }
}
