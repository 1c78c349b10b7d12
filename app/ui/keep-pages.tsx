import { useEffect } from "react";

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
    void serviceWorker
      .register("/service-worker.js")
      .then(() => serviceWorker.ready)
      .then(({ active }) => active?.postMessage({ keep: pages }))
      // A browser that forbids it still shows the page itself.
      .catch(() => undefined);
    const wholePage = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || !pages.includes(link.pathname) || link.origin !== location.origin) return;
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      location.assign(link.href);
    };
    document.addEventListener("click", wholePage, { capture: true });
    return () => document.removeEventListener("click", wholePage, { capture: true });
  }, [asked]);
  return null;
}
