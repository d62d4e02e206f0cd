// Sends what happens to a web address, signed as Standard Webhooks says: one at a time and in order, each until it is taken.
import { createHmac } from "node:crypto";
import { pause } from "@teamwright/runtime";
import { badInput } from "./bad-input.ts";

/** The first wait after a failure, in milliseconds; it doubles up to the longest. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 60_000;
/** Signing keys of Standard Webhooks have 24 to 64 bytes. */
const KEY = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;

export interface WebhookOptions {
  url: string;
  /** `whsec_` and the key in base64. */
  secret: string | undefined;
  /** How long one attempt may take, in milliseconds. */
  attemptMs: number;
  /** Ends the trying. */
  signal: AbortSignal;
  /** Told of each attempt that failed, and when the next follows. */
  failed(why: string, waitMs: number): void;
}

/** One delivery. `id` stays the same however often it is sent: receivers forget doubles by it. */
export interface Delivery {
  id: string;
  body: string;
}

/**
 * Returns how to send: true once it was taken (any 2xx), false when `signal` ended the trying. Rejects INPUT_INVALID for an address
 * or a secret that is none, and when the receiver says that it is gone for good (410).
 */
export function webhook({
  url,
  secret,
  attemptMs,
  signal,
  failed,
}: WebhookOptions): (delivery: Delivery) => Promise<boolean> {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !/^https?:$/.test(address.protocol))
    throw badInput("webhook", "is an address like https://example.com/hook");
  if (address.username || address.password)
    throw badInput("webhook", "must not have a password in it: the body is signed instead");
  const key = Buffer.from(KEY.exec(secret ?? "")?.[1] ?? "", "base64");
  if (key.length < 24 || key.length > 64)
    throw badInput("webhook", "has no secret", {
      message: "TEAMWRIGHT_WEBHOOK_SECRET must be set to whsec_ and 24 to 64 bytes in base64.",
      hint: 'Make one: node -p \'"whsec_" + crypto.randomBytes(32).toString("base64")\'',
    });
  const attempt = async ({ id, body }: Delivery): Promise<string | null> => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
    const headers = {
      "content-type": "application/json",
      "user-agent": "teamwright",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    };
    const late = AbortSignal.any([AbortSignal.timeout(attemptMs), signal]);
    const answer = await fetch(address, { method: "POST", headers, body, redirect: "manual", signal: late });
    await answer.body?.cancel();
    if (answer.ok) return null;
    if (answer.status === 410)
      throw badInput("webhook", "is gone for good: the receiver answered 410", { hint: "Name another address." });
    return `answered ${answer.status}`;
  };
  return async (delivery) => {
    for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const why = await attempt(delivery).catch((error: Error & { cause?: Error }) => {
        if (error.name === "TeamError") throw error;
        return error.name === "TimeoutError"
          ? `no answer within ${attemptMs} ms`
          : (error.cause?.message ?? error.message);
      });
      if (why === null) return true;
      if (signal.aborted) break;
      const ms = Math.round(wait * (0.5 + Math.random() / 2));
      failed(why, ms);
      await pause(ms, signal);
    }
    return false;
  };
}
