import { type PointerEvent, useEffect, useRef, useState } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Button } from "#app/ui/form/button.tsx";

const WIDTH = 320;
const HEIGHT = 140;

/** A field to sign in with a finger; what was drawn is sent as a picture. Where scripts do not run there is none, and the typed name stands alone. */
export function SignaturePad({ name }: { readonly name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isReady, setReady] = useState(false);
  const [drawn, setDrawn] = useState("");
  useEffect(() => setReady(true), []);
  if (!isReady) return null;
  const spot = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * WIDTH) / box.width,
      ((event.clientY - box.top) * HEIGHT) / box.height,
    ] as const;
  };
  const pen = () => canvas.current?.getContext("2d");
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const ink = pen();
    ink?.beginPath();
    ink?.moveTo(...spot(event));
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const ink = pen();
    if (event.buttons === 0 || !ink) return;
    ink.lineWidth = 2.5;
    ink.lineCap = "round";
    ink.lineTo(...spot(event));
    ink.stroke();
  };
  const up = () => setDrawn(canvas.current?.toDataURL("image/png") ?? "");
  const clear = () => {
    pen()?.clearRect(0, 0, WIDTH, HEIGHT);
    setDrawn("");
  };
  return (
    <div>
      <p className="mb-1.5 font-semibold">{m.shipments_drive_signature()}</p>
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={m.shipments_drive_signature()}
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
