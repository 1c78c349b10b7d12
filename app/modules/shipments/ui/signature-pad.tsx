import { type PointerEvent, startTransition, useEffect, useRef, useState } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { DRAWING_HEIGHT, DRAWING_WIDTH, drawingOf } from "#app/kernel/drawing.ts";
import { Button } from "#app/ui/form/button.tsx";

export type SignaturePadProps = {
  readonly name: string;
  readonly label?: string | undefined;
  readonly sends: "lines" | "picture";
  /** Lines that were drawn before and are still good. */
  readonly before?: string | undefined;
};

type Spot = readonly [x: number, y: number];

/**
 * A field to sign in with a finger; what was drawn is sent as lines, or as a picture. Where scripts do not run there is
 * none, and the typed name stands alone.
 */
export function SignaturePad({
  name,
  label = m.shipments_drive_signature(),
  sends,
  before = "",
}: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef<Spot[][]>([]);
  const [isReady, setReady] = useState(false);
  const [drawn, setDrawn] = useState(before);
  useEffect(() => startTransition(() => setReady(true)), []);
  if (!isReady) return null;
  const spot = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * DRAWING_WIDTH) / box.width,
      ((event.clientY - box.top) * DRAWING_HEIGHT) / box.height,
    ] as const;
  };
  const pen = () => canvas.current?.getContext("2d");
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const ink = pen();
    ink?.beginPath();
    ink?.moveTo(...spot(event));
    strokes.current.push([spot(event)]);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const ink = pen();
    if (event.buttons === 0 || !ink) return;
    ink.lineWidth = 2.5;
    ink.lineCap = "round";
    ink.lineTo(...spot(event));
    ink.stroke();
    strokes.current.at(-1)?.push(spot(event));
  };
  const up = () =>
    setDrawn(sends === "lines" ? drawingOf(strokes.current) : (canvas.current?.toDataURL("image/png") ?? ""));
  const clear = () => {
    pen()?.clearRect(0, 0, DRAWING_WIDTH, DRAWING_HEIGHT);
    strokes.current = [];
    setDrawn("");
  };
  return (
    <div className="max-w-sm">
      <p className="mb-1.5 font-semibold">{label}</p>
      {drawn !== "" && drawn === before ? (
        <p className="mb-1.5 text-sm text-ink-soft">{m.shipments_signature_kept()}</p>
      ) : null}
      <canvas
        ref={canvas}
        width={DRAWING_WIDTH}
        height={DRAWING_HEIGHT}
        role="img"
        aria-label={label}
        className="w-full touch-none rounded-md border border-edge bg-card"
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
      />
      <input type="hidden" name={name} value={drawn} />
      {drawn === "" ? null : (
        <Button variant="secondary" size="small" icon="undo" onClick={clear}>
          {m.shipments_drive_signature_again()}
        </Button>
      )}
    </div>
  );
}
