import { useEffect } from "react";

const QUIET_MS_MAX = 5_000;

/** Runs `work` once the page is loaded and has nothing to do, at the latest after five seconds; answers how to call it off. */
function whenQuiet(work: () => void): () => void {
  let idle = 0;
  // Older browsers know no idle time; there it is simply later.
  const wait = () => {
    idle = window.requestIdleCallback
      ? window.requestIdleCallback(work, { timeout: QUIET_MS_MAX })
      : window.setTimeout(work, 1_000);
  };
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
  return () => {
    window.removeEventListener("load", wait);
    if (window.cancelIdleCallback) window.cancelIdleCallback(idle);
    else window.clearTimeout(idle);
  };
}

/**
 * Asks the phone to keep these pages, so that they open without a signal. Between them one goes from whole page to whole
 * page: those are what is kept, and what Remix would fetch in their place is not.
 */
export function KeepPages({ paths }: { readonly paths: readonly string[] }) {
  const asked = paths.join(" ");
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    const pages = asked.split(" ");
    const { serviceWorker } = navigator;
    // Fetching what may be needed later would take line and processor from the very page that is opening.
    const stop = whenQuiet(() => {
      void serviceWorker
        .register("/service-worker.js")
        .then(() => serviceWorker.ready)
        .then(({ active }) => active?.postMessage({ keep: pages }))
        // A browser that forbids it still shows the page itself.
        .catch(() => undefined);
    });
    const wholePage = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || !pages.includes(link.pathname) || link.origin !== location.origin) return;
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      location.assign(link.href);
    };
    document.addEventListener("click", wholePage, { capture: true });
    return () => {
      stop();
      document.removeEventListener("click", wholePage, { capture: true });
    };
  }, [asked]);
  return null;
}
