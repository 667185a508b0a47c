// The playground: GraphiQL over this server's /graphql, with the token that the address brought, and nothing from elsewhere.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './page.css';
import welcome from '../examples/1-welcome.graphql';
import signIn from '../examples/2-sign-in.graphql';
import startHunt from '../examples/3-start-a-hunt.graphql';
import watchHunt from '../examples/4-watch-a-hunt.graphql';
import reveal from '../examples/5-reveal.graphql';

const TOKEN_KEY = 'glouton:token';

// A fragment is never sent to a server; it is taken out of the address all the same, so that no history keeps the token.
// It then lives as long as the browser's tab.
function takeToken() {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  const token = fragment.get('token');
  if (token) {
    window.sessionStorage.setItem(TOKEN_KEY, token);
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  }
  return window.sessionStorage.getItem(TOKEN_KEY);
}

// What GraphiQL keeps between visits: its tabs, without their headers. They come back with the present token.
function storageWithToken(headers) {
  const storage = window.localStorage;
  return {
    get length() {
      return storage.length;
    },
    clear: () => storage.clear(),
    removeItem: (key) => storage.removeItem(key),
    setItem: (key, value) => storage.setItem(key, value),
    getItem(key) {
      const value = storage.getItem(key);
      if (!headers || !value || !key.endsWith('tabState')) return value;
      try {
        const state = JSON.parse(value);
        for (const tab of state.tabs) tab.headers ??= headers;
        return JSON.stringify(state);
      } catch {
        return value;
      }
    },
  };
}

const token = takeToken();
const headers = token ? JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2) : undefined;
const endpoint = new URL('/graphql', window.location.href);
const socket = new URL(endpoint);
socket.protocol = socket.protocol.replace('http', 'ws');

// For a subscription, the fetcher opens a graphql-transport-ws socket and gives it the headers as connection_init's payload.
const request = createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href });
// The first introspection leaves before the headers editor exists: it takes the token from here.
const fetcher = (params, options) => {
  const first = params.operationName === 'IntrospectionQuery' && headers && !options?.headers?.Authorization;
  return request(params, first ? { ...options, headers: { ...options?.headers, ...JSON.parse(headers) } } : options);
};

createRoot(document.getElementById('graphiql')).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      storage: storageWithToken(headers),
      defaultHeaders: headers,
      defaultTabs: [
        { query: welcome, headers },
        { query: signIn },
        { query: startHunt, headers },
        { query: watchHunt, headers, variables: '{\n  "huntId": ""\n}' },
        { query: reveal, headers, variables: '{\n  "contactIds": []\n}' },
      ],
      defaultEditorToolsVisibility: 'headers',
      shouldPersistHeaders: false,
    },
    createElement(GraphiQL.Logo, null, 'Glouton'),
  ),
);
