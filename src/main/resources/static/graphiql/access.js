// Gets access tokens for the clients that the page offers: of the demo clients of a development run, or by having a
// person sign in (authorization code with PKCE). A token stays in the memory of the page.
const PENDING = 'graphiql:sign-in';
const access = await (await fetch('access.json')).json();
const here = new URL('.', document.baseURI).href;

const random = (bytes) => base64url(crypto.getRandomValues(new Uint8Array(bytes)));
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const metadata = async () => json(await fetch(`${access.issuer}/.well-known/openid-configuration`));

const json = async (response) => {
  if (!response.ok) {
    throw new Error(`${new URL(response.url).pathname} answers with status ${response.status}`);
  }
  return response.json();
};

// The clients that may be picked, and whether a person signs in by them.
export const clients = async () => [
  ...(access.demoTokens ? await json(await fetch(access.demoTokens)) : []).map((id) => ({ id, signsIn: false })),
  ...access.clients.map((id) => ({ id, signsIn: true })),
];

// The token of a demo client.
export const demoToken = async (id) =>
  (await json(await fetch(`${access.demoTokens}/${id}`, { method: 'POST' }))).access_token;

// Leaves the page for the issuer's. Whoever signs in there comes back.
export const signIn = async (id) => {
  const pending = { id, verifier: random(32), state: random(16) };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier));
  const { authorization_endpoint: endpoint } = await metadata();
  location.assign(`${endpoint}?${new URLSearchParams({
    response_type: 'code',
    client_id: id,
    redirect_uri: here,
    scope: access.scope,
    state: pending.state,
    code_challenge: base64url(digest),
    code_challenge_method: 'S256',
  })}`);
};

// The client and the token of a person who has just signed in; null if nobody has.
export const signedIn = async () => {
  const answer = new URLSearchParams(location.search);
  const pending = JSON.parse(sessionStorage.getItem(PENDING));
  if (pending === null || answer.get('state') !== pending.state) {
    return null;
  }
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', here);
  if (!answer.has('code')) {
    throw new Error(`signing in failed (${answer.get('error')})`);
  }
  const { token_endpoint: endpoint } = await metadata();
  const token = await json(await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: answer.get('code'),
      redirect_uri: here,
      client_id: pending.id,
      code_verifier: pending.verifier,
    }),
  }));
  return { id: pending.id, token: token.access_token };
};
