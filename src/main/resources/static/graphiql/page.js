// GraphiQL against the endpoint beside this page. It remembers what was typed; at the first visit that is a first query.
const textOf = async (file) => (await fetch(file)).text();

const firstQuery = await textOf('first-query.graphql');
if (localStorage.getItem('graphiql:query') === null) {
  localStorage.setItem('graphiql:query', firstQuery);
  localStorage.setItem('graphiql:variables', await textOf('first-variables.json'));
}

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(
    GraphiQL,
    {
      fetcher: GraphiQL.createFetcher({ url: new URL('../graphql', document.baseURI).href }),
      defaultQuery: firstQuery,
      defaultEditorToolsVisibility: 'variables',
      isHeadersEditorEnabled: true,
    },
    React.createElement(GraphiQL.Logo, null, 'Identity graph'),
  ),
);
