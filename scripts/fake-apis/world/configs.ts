/** What stands in `.circleci` of the repositories: they use the contexts and variables that the organisation has. */

export const websiteConfig = `version: 2.1
jobs:
  test:
    docker:
      - image: cimg/node:22.11
    steps:
      - checkout
      - run: npm ci
      - run: npm test
  preview:
    docker:
      - image: cimg/node:22.11
    steps:
      - checkout
      - run: npm ci && npm run build
      - run: npx netlify deploy --dir dist --auth "$NETLIFY_AUTH_TOKEN"
workflows:
  site:
    jobs:
      - test
      - preview:
          requires: [test]
`;

export const shopConfig = `version: 2.1
orbs:
  aws-cli: circleci/aws-cli@3.1.5
  deployer: shipfast/deployer@volatile
jobs:
  test:
    docker:
      - image: cimg/node:22.11
    steps:
      - checkout
      - run: npm test
  push-image:
    docker:
      - image: cimg/aws:2026.06
    steps:
      - checkout
      - setup_remote_docker
      - aws-cli/setup:
          aws-access-key-id: AWS_ACCESS_KEY_ID
          aws-secret-access-key: AWS_SECRET_ACCESS_KEY
      - run: docker push "$REGISTRY/shop:$CIRCLE_SHA1"
  deploy:
    docker:
      - image: cimg/base:2026.10
    steps:
      - add_ssh_keys
      - run: echo "deploying with $DEPLOY_TOKEN"
      - run: ssh deploy@bastion.shop.internal ./release.sh
workflows:
  ship:
    jobs:
      - test
      - push-image:
          context: aws-production
          requires: [test]
      - deploy:
          context: [aws-production, shop-ssh]
          requires: [push-image]
`;

export const paymentsConfig = `version: 2.1
orbs:
  aws-cli: circleci/aws-cli@5.4.1
jobs:
  test:
    docker:
      - image: cimg/python:3.13
    steps:
      - checkout
      - run: pytest
  deploy:
    docker:
      - image: cimg/python:3.13
    steps:
      - checkout
      - aws-cli/setup:
          role_arn: arn:aws:iam::123456789012:role/payments-deploy
      - run: ./deploy.sh
workflows:
  pay:
    jobs:
      - test
      - deploy:
          context: payments-production
          requires: [test]
          filters:
            branches:
              only: main
`;

export const docsConfig = `version: 2.1
jobs:
  test:
    docker:
      - image: cimg/node:22.11
    steps:
      - checkout
      - run: npm ci
      - run: npm run check-links
workflows:
  docs:
    jobs:
      - test
`;

export const infraConfig = `version: 2.1
setup: true
orbs:
  continuation: circleci/continuation@2.0.1
jobs:
  plan:
    docker:
      - image: cimg/base:2026.10
    steps:
      - checkout
      - continuation/continue:
          configuration_path: .circleci/apply.yml
workflows:
  setup:
    jobs:
      - plan
`;

export const infraApplyConfig = `version: 2.1
jobs:
  apply:
    machine: true
    resource_class: acme/builders
    steps:
      - checkout
      - run: terraform apply -auto-approve
workflows:
  apply:
    jobs:
      - apply:
          context: [org-global, terraform-cloud]
`;

/** Of a repository that was made for size. */
export function madeConfig(index: number, context: string): string {
  return `version: 2.1
jobs:
  test:
    docker:
      - image: cimg/node:22.11
    steps:
      - checkout
      - run: npm test
  release:
    docker:
      - image: cimg/node:22.11
    steps:
      - checkout
      - run: ./release.sh --service ${index}
workflows:
  main:
    jobs:
      - test
      - release:
          context: ${context}
          requires: [test]
          filters:
            branches:
              only: main
`;
}
