// One SQL text, or several, on a connection of its own.
import { Client } from "pg";

/** Rows of the last statement; the connection, with what it holds, stays until `during` is over. */
export function asAdmin(url: string, sql: string, during?: () => Promise<void>): Promise<object[]> {
  return asClient(url, async (client) => {
    const { rows } = await client.query<object>(sql);
    await during?.();
    return rows;
  });
}

/** Lends `during` a connection. */
export async function asClient<T>(url: string, during: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url);
  await client.connect();
  try {
    return await during(client);
  } finally {
    await client.end();
  }
}
