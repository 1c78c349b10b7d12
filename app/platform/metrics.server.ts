import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Figures for operators, in Prometheus text. Labels are names from code, never ids or people. */
const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const commandSeconds = new Histogram({
  name: "lumbung_command_seconds",
  help: "Time from call to commit or refusal, per command and outcome",
  labelNames: ["command", "outcome"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

export const refusals = new Counter({
  name: "lumbung_refusals_total",
  help: "Refusals per code",
  labelNames: ["command", "code"],
  registers: [registry],
});

export const outboxAgeSeconds = new Gauge({
  name: "lumbung_outbox_age_seconds",
  help: "Age of the oldest event that the relay has not moved yet",
  registers: [registry],
});

export const deliveriesOwed = new Gauge({
  name: "lumbung_deliveries_owed",
  help: "Events handed to reactions that have not done, refused or given them up",
  registers: [registry],
});

export const queueDepth = new Gauge({
  name: "lumbung_queue_depth",
  help: "Jobs per queue and state",
  labelNames: ["queue", "state"],
  registers: [registry],
});

export const jobSeconds = new Histogram({
  name: "lumbung_job_seconds",
  help: "Run time of reactions and schedules, per outcome",
  labelNames: ["job", "outcome"],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60],
  registers: [registry],
});

export const jobFailures = new Counter({
  name: "lumbung_job_failures_total",
  help: "Jobs that gave up",
  labelNames: ["job"],
  registers: [registry],
});

export const matchSeconds = new Histogram({
  name: "lumbung_match_seconds",
  help: "Time that the cells of a market take, per stage: read, solve, commit",
  labelNames: ["stage"],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60],
  registers: [registry],
});

export const matchKept = new Counter({
  name: "lumbung_match_kept_total",
  help: "Answers to cells that are kept solved: from the changes since the last one, or anew",
  labelNames: ["by"],
  registers: [registry],
});

export const metricsContentType = registry.contentType;

export function metricsText(): Promise<string> {
  return registry.metrics();
}
