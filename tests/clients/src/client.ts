// A typed client in a few lines, as an integrator would write it: queries over HTTP, subscriptions over either transport.
// Every operation comes from the generated documents, so that the compiler knows what is sent and what comes back.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';

/** Answers that carry errors, whole: the codes matter to the caller. */
export class GraphQLFailure extends Error {
  readonly codes: string[];

  constructor(errors: NonNullable<ExecutionResult['errors']>) {
    super(errors.map((error) => error.message).join('; '));
    this.codes = errors.map((error) => String(error.extensions?.code));
  }
}

export class Client {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.#url = url;
    this.#token = token;
  }

  get #headers(): Record<string, string> {
    return this.#token ? { authorization: `Bearer ${this.#token}` } : {};
  }

  async run<Result, Variables>(document: TypedDocumentNode<Result, Variables>, variables: Variables): Promise<Result> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: print(document), variables }),
    });
    return data(await response.json());
  }

  /** Follows a subscription with graphql-ws until the server completes it. */
  async *overWebSocket<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): AsyncGenerator<Result> {
    const client = createWsClient({
      url: `${this.#url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.#token ? { Authorization: `Bearer ${this.#token}` } : {},
      retryAttempts: 0,
    });
    try {
      for await (const result of client.iterate(payload(document, variables))) yield data(result);
    } catch (thrown) {
      // What the protocol's error message carries: the errors that kept the subscription from starting.
      throw Array.isArray(thrown) ? new GraphQLFailure(thrown) : thrown;
    } finally {
      await client.dispose();
    }
  }

  /** Follows a subscription with graphql-sse, one connection for it, until the server completes it. */
  async *overServerSentEvents<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): AsyncGenerator<Result> {
    const client = createSseClient({ url: `${this.#url}/graphql/stream`, headers: this.#headers, retryAttempts: 0 });
    try {
      for await (const result of client.iterate(payload(document, variables))) yield data(result);
    } finally {
      client.dispose();
    }
  }
}

function payload<Result, Variables>(document: TypedDocumentNode<Result, Variables>, variables: Variables) {
  return { query: print(document), variables: variables as Record<string, unknown> };
}

function data<Result>(result: unknown): Result {
  const { data, errors } = result as ExecutionResult;
  if (errors?.length) throw new GraphQLFailure(errors);
  return data as Result;
}
