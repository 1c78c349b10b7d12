import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import type { Queue } from "bullmq";
import express, { type Express, type RequestHandler } from "express";
import { boardTicket, isBoardTicket } from "#app/platform/board-ticket.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { owedSummary } from "#app/platform/deliveries.server.ts";
import { env } from "#app/platform/env.server.ts";
import { log } from "#app/platform/log.server.ts";
import {
  deliveriesOwed,
  metricsContentType,
  metricsText,
  outboxAgeSeconds,
  queueDepth,
} from "#app/platform/metrics.server.ts";
import { outboxAge } from "#app/platform/outbox.server.ts";
import type { Queues } from "./queues.ts";

const BOARD = "/board";
const COOKIE = "lumbung_board";
const DEPTHS = ["waiting", "active", "delayed", "failed"] as const;

export type Probes = { readonly port: number; readonly close: () => Promise<void> };

/**
 * The worker's own small HTTP server, on this machine only: `/health` for whoever restarts it, `/metrics` for
 * Prometheus (with METRICS_TOKEN, when one is set), and `/board`, where operators look at the queues without touching
 * them. Fails when `port` is taken; 0 takes any free one.
 */
export async function openProbes(queues: Queues, port: number): Promise<Probes> {
  const app = express();
  app.disable("x-powered-by");
  app.get("/health", health(queues));
  app.get("/metrics", metrics(queues));
  openBoard(app, queues);
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(port, "127.0.0.1", () => resolve(listening));
    listening.once("error", reject);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function health(queues: Queues): RequestHandler {
  return (_request, response) => {
    const answer = async (): Promise<void> => {
      const [queue, database] = await Promise.allSettled([queues.ping(), owedSummary()]);
      const isUp = queue.status === "fulfilled" && database.status === "fulfilled";
      response.status(isUp ? 200 : 503).json({
        status: isUp ? "up" : "down",
        backend: queues.backend,
        queue: queue.status === "fulfilled" ? "up" : "down",
        database: database.status === "fulfilled" ? "up" : "down",
      });
    };
    void answer();
  };
}

function metrics(queues: Queues): RequestHandler {
  return (request, response) => {
    const token = env().METRICS_TOKEN;
    if (token && request.get("authorization") !== `Bearer ${token}`) {
      response.status(401).end();
      return;
    }
    measure(queues)
      .then(metricsText)
      .then((text) => response.type(metricsContentType).send(text))
      .catch((error: unknown) => {
        log.warn({ err: error }, "metrics could not be taken");
        response.status(503).end();
      });
  };
}

/** Figures that are states and not events are taken when they are asked for. */
async function measure(queues: Queues): Promise<void> {
  outboxAgeSeconds.set(await outboxAge(now()));
  deliveriesOwed.set((await owedSummary()).count);
  for (const [name, queue] of queues.byName) {
    const counts = await queue.getJobCounts(...DEPTHS);
    for (const state of DEPTHS) queueDepth.set({ queue: name, state }, counts[state] ?? 0);
  }
}

function openBoard(app: Express, queues: Queues): void {
  const adapter = new ExpressAdapter().setBasePath(BOARD);
  createBullBoard({
    // The board asks a queue questions that every backend answers; its types know only the Redis one.
    queues: [...queues.byName.values()].map(
      (queue) => new BullMQAdapter(queue as unknown as Queue, { readOnlyMode: true }),
    ),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: "Lumbung" } },
  });
  app.use(BOARD, operatorsOnly, adapter.getRouter() as RequestHandler);
}

/** A link's ticket is changed into a cookie and taken out of the address; without either there is nothing here. */
const operatorsOnly: RequestHandler = (request, response, next) => {
  const ticket = request.query["ticket"];
  if (typeof ticket === "string" && isBoardTicket("link", ticket, now())) {
    response.cookie(COOKIE, boardTicket("visit", now()), { httpOnly: true, sameSite: "strict", path: BOARD });
    response.redirect(303, BOARD);
    return;
  }
  const cookies = (request.headers.cookie ?? "").split("; ");
  const visit = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  if (visit && isBoardTicket("visit", decodeURIComponent(visit), now())) next();
  else response.status(404).end();
};
