import { expect, it } from 'vitest';
import { edgeTemplate, prod } from './stacks.ts';

it('lets pass what no rule stops, blocks a flood, and only counts what signers may well send', () => {
  const [firewall] = Object.values(edgeTemplate(prod).findResources('AWS::WAFv2::WebACL'));
  const { Rules, DefaultAction, VisibilityConfig } = firewall!.Properties;
  const [rate, common, knownBad] = Rules;
  expect(DefaultAction).toEqual({ Allow: {} });
  expect(rate.Action).toEqual({ Block: { CustomResponse: { ResponseCode: 429 } } });
  const managed = [common, knownBad].map(({ OverrideAction, Statement: { ManagedRuleGroupStatement: group } }) => [
    group.VendorName,
    group.Name,
    OverrideAction,
    group.RuleActionOverrides.map(({ Name, ActionToUse }: { Name: string; ActionToUse: object }) => [
      Name,
      ...Object.keys(ActionToUse),
    ]),
  ]);
  const counted = [
    ...['SizeRestrictions_QUERYSTRING', 'RestrictedExtensions_QUERYARGUMENTS'],
    ...['SizeRestrictions_BODY', 'NoUserAgent_HEADER'],
  ];
  // Reasons of signers may quote anything.
  const quoted = ['CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY'];
  expect(managed).toEqual([
    ['AWS', 'AWSManagedRulesCommonRuleSet', { None: {} }, [...counted, ...quoted].map((rule) => [rule, 'Count'])],
    ['AWS', 'AWSManagedRulesKnownBadInputsRuleSet', { None: {} }, []],
  ]);
  // How much each rule stops is counted under its name.
  const metrics = [VisibilityConfig, ...Rules.map((rule: { VisibilityConfig: object }) => rule.VisibilityConfig)];
  expect(metrics.map(({ MetricName, CloudWatchMetricsEnabled }) => [MetricName, CloudWatchMetricsEnabled])).toEqual(
    ['amparo-prod', 'rate', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'].map((name) => [
      name,
      true,
    ]),
  );
  expect(Rules.map(({ Name }: { Name: string }) => Name)).toEqual(metrics.slice(1).map(({ MetricName }) => MetricName));
});
