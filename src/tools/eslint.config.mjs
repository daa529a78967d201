import graphql from '@graphql-eslint/eslint-plugin';

const schema = 'graph-schema/schema/*.graphqls';
const { 'flat/schema-recommended': recommended, 'flat/schema-relay': relay } = graphql.configs;

/** The schema as Relay wants it, and documented to the last argument. */
export default [
  {
    files: [schema],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...recommended.rules,
      ...relay.rules,
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      // Short descriptions are inline, long ones are blocks.
      '@graphql-eslint/description-style': 'off',
      // What is not a Node is a part of an answer, and has no id.
      '@graphql-eslint/strict-id-in-types': 'off',
      // Lists that are no pages are short: what is permitted, the parts of an explanation, the nodes of given ids.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
];
