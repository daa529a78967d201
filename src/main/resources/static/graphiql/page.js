// GraphiQL against the endpoint beside this page, asked as the client that is picked above it. It remembers what was
// typed; at the first visit that is a first query.
import { clients, demoToken, signedIn, signIn } from './access.js';

const select = document.getElementById('client');
const told = document.getElementById('told');
const root = ReactDOM.createRoot(document.getElementById('graphiql'));
const textOf = async (file) => (await fetch(file)).text();

const firstQuery = await textOf('first-query.graphql');
if (localStorage.getItem('graphiql:query') === null) {
  localStorage.setItem('graphiql:query', firstQuery);
  localStorage.setItem('graphiql:variables', await textOf('first-variables.json'));
}

// GraphiQL for one client, whose token is renewed by the same way when the server takes it no more.
const show = (id, token, renew) => {
  const authorized = (url, options) =>
    fetch(url, { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } });
  const fetcher = GraphiQL.createFetcher({
    url: new URL('../graphql', document.baseURI).href,
    fetch: async (url, options) => {
      const response = await authorized(url, options);
      if (response.status !== 401) {
        return response;
      }
      token = await renew();
      return authorized(url, options);
    },
  });
  root.render(React.createElement(
    GraphiQL,
    { key: id, fetcher, defaultQuery: firstQuery, defaultEditorToolsVisibility: 'variables', isHeadersEditorEnabled: true },
    React.createElement(GraphiQL.Logo, null, 'Identity graph'),
  ));
  select.value = id;
  told.value = '';
};

const trying = async (attempt) => {
  try {
    await attempt();
  } catch (failure) {
    told.value = `No token: ${failure.message}.`;
  }
};

const offered = await clients();
for (const [label, signsIn] of [['Clients', false], ['A person signs in by', true]]) {
  const group = document.createElement('optgroup');
  group.label = label;
  offered.filter((client) => client.signsIn === signsIn).forEach((client) => group.append(new Option(client.id)));
  if (group.childElementCount > 0) {
    select.append(group);
  }
}

select.addEventListener('change', () => trying(async () => {
  const client = offered.find((any) => any.id === select.value);
  if (client === undefined) {
    return;
  }
  if (client.signsIn) {
    await signIn(client.id);
  } else {
    show(client.id, await demoToken(client.id), () => demoToken(client.id));
  }
}));

await trying(async () => {
  const person = await signedIn();
  if (person === null) {
    told.value = 'Pick a client: without its token nothing may be asked, not even the schema.';
  } else {
    show(person.id, person.token, () => signIn(person.id));
  }
});
