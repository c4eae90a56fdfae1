import type { Vocabulary } from './concepts.js';

/** Greetings, thanks and the like. A message of nothing but these is answered here and costs nothing. */
export const TALK_ENGLISH: Vocabulary = {
  greeting:
    'hi|hello|hey|heya|hiya|hullo|yo|howdy|greetings|sup|good morning|good afternoon|good evening|' +
    'good day|gm|morning|evening|afternoon|hey there|hi there|hello there|how are you|' +
    'how are you doing|how are you today|how do you do|how have you been|nice to meet you|' +
    'pleased to meet you|pleasure to meet you|are you there|you there|anyone there|anybody there|' +
    'is anyone there|anybody home|anyone home|is anybody there|is anyone here|anyone here|' +
    'are you alive|are you awake|are you online|are you here|are you around|you around|hola|bonjour|' +
    'hallo|ciao|salut|ola|aloha|namaste|guten tag|buenos dias|buenas|guten morgen|bonsoir|hei|hej|' +
    'long time no see|good to see you|nice to see you|ping|knock knock|wake up|happy monday|' +
    'happy friday|good to be here|are you still there|still there|still here|are you still here|' +
    'you still there|moin|goodmorning|goodevening|goodafternoon|hey hey|heyo|hi hi|anyone|anybody|' +
    'somebody there',
  thanks:
    'thanks|thank you|thank u|thx|ty|tysm|cheers|appreciated|appreciate|much appreciated|' +
    'i appreciate it|i appreciate that|grateful|gracias|merci|danke|thanku|tks|tnx|thank|thnx|thankyou|' +
    'grazie|obrigado|thanks a lot|thanks so much|thanks a bunch|thanks a ton|thanks very much|' +
    'thank you very much|thank you so much|many thanks|thanks a million|big thanks|ta',
  bye:
    'bye|goodbye|good bye|bye bye|byebye|see you|see ya|cya|later|laters|talk later|talk to you later|' +
    'talk soon|good night|goodnight|farewell|take care|have a good day|have a great day|' +
    'have a nice day|have a good one|have a great one|have a nice one|have a good weekend|' +
    'have a great weekend|have a nice weekend|have a good evening|have a nice evening|until next time|' +
    'ttyl|gotta go|got to go|i have to go|i have to leave|i am leaving|i am off|catch you later|' +
    'see you later|see you soon|so long|adios|au revoir|tschuss|that will be all|nice talking to you|' +
    'i am out|signing off|cu|see you later alligator|cee you later|speak soon|we will speak soon|' +
    'toodles|peace out|c u|cheerio',
  soon:
    'for your help|for the help|for helping|for all your help|for your support|for your time|helping|' +
    'tomorrow|soon|next time|next week|around|on monday|monday|a lot|so much|very much|a bunch|a ton|' +
    'a million|lots|tons|for now|for today',
  ack:
    'ok|okay|okey|okie|okey dokey|okie dokie|k|kk|yes|yeah|yea|yep|yup|ya|sure|sure thing|alright|' +
    'all right|got it|gotcha|i see|i get it|roger|understood|makes sense|that makes sense|noted|' +
    'sounds good|sounds great|sounds perfect|will do|right|correct|that is right|that is correct|' +
    'indeed|no|nope|nah|no no|hmm|hm|mm|mhm|aha|ah|oh|ooh|uh|um|er|oh i see|interesting|fair enough|' +
    'no problem|no worries|np|you are welcome|your welcome|true|of course|absolutely|definitely|' +
    'certainly|wait|hold on|one moment|one sec|one second|just a moment|just a sec|just a second|' +
    'a moment|a second|give me a second|give me a moment|give me a minute|let me think|let me check|' +
    'hang on|not yet|not now|not really|no thanks|no thank you|done|i am done|we are done|that is it|' +
    'that is all|all good|all set|all done|it is fine|that is fine|it is ok|that is ok|it is okay|' +
    'that is okay|works for me|fine by me|ok then|oh ok|ok ok|whatever|no more|nothing|nothing else|' +
    'agreed|deal|brb|be right back|maybe later|good to know|that works|it works|fine|confirm|confirmed|' +
    'ok sure|done editing|i am done editing|finished editing|i am finished|we are finished|' +
    'no more changes|no changes|no further changes|nothing to change|no other changes|no more edits|' +
    'done with it|i am done with it|done with the edits|good to go|we are good|we are good to go|' +
    'i am good|we are set|wait a sec|wait a second|wait a minute|wait a moment|give me a sec|' +
    'just a minute|one minute|a minute|y|n|certainly not|absolutely not|definitely not|' +
    'i do not think so|fair|why not|my bad|oops|whoops|wrong channel|wrong thread|wrong chat|' +
    'wrong window|wrong person|meh|so so|of course not|no way|idc|ok so|good point|i hear you|' +
    'copy that|affirmative|negative|aye|yessir|yes sir|indeed so|i am new here|i am new|new here|' +
    'first time|first time here|first time user|this is my first time|it is my first time|' +
    'i am a beginner|beginner here|newbie here|we are done here|i am done here|that will do|' +
    'that does it|that would be great|that would be nice|that would be perfect|that would be awesome|' +
    'would be great|would be nice|that is a wrap|it is a wrap|we are all set|looks done',
  praise:
    'great|awesome|perfect|perfection|nice|good|cool|coool|amazing|excellent|fantastic|wonderful|' +
    'beautiful|lovely|i like it|i like that|i like this|i love it|i love this|i love that|love it|' +
    'loving it|love this|love that|like it|well done|good job|great job|nice job|nice work|great work|' +
    'good work|brilliant|superb|wow|woah|whoa|yay|yeah|sweet|neat|happy|satisfied|impressive|impressed|' +
    'lol|lmao|haha|hahaha|hah|ha|hehe|xd|rofl|funny|fun|gorgeous|stunning|terrific|incredible|' +
    'outstanding|splendid|magnificent|super|nailed it|you nailed it|you rock|you are the best|' +
    'you are great|you are awesome|you are amazing|so good|spot on|not bad|not bad at all|dope|lit|fab|' +
    'fabulous|marvelous|marvellous|yess|hooray|bravo|exactly what i wanted|just what i wanted|' +
    'what i wanted|exactly what i needed|what i needed|better|much better|way better|i am happy with|' +
    'i am happy with it|i am happy with that|we are happy with|we are happy with it|happy with it|' +
    'happy with that|happy with|pleased|pleased with|good enough|good bot|beautifully done|helpful|' +
    'very helpful|omg|nice one|so fast|that was fast|that was quick|magic|legend|genius|top notch|' +
    'on point|yum|goosebumps|slick|crisp|clean|classy|works great|works perfectly|love how it looks|' +
    'love how it turned out|kudos|congrats|congratulations|cute|adorable|pretty cool|looks amazing',
  looks:
    'look|looks|looking|sound|sounds|feels|seems|turned out|came out|job|work|absolutely|totally|' +
    'pretty|quite|super|simply|how|such|oh|look like|looks like|looking like|looked like',
  go:
    'go ahead|go for it|do it|do that|do this|just do it|let us do it|let us do that|yes please|' +
    'please do|continue|proceed|carry on|keep going|go on|make it so|let us go|i agree|resume|try it|' +
    'start now|please continue|try that|lets do it|lets go|do so|start|begin|start it|start please|' +
    'ready when you are|retry|try again|try it again|try once more|do it again|finish|wrap up|' +
    'wrap it up|finish up|finish it|finish it up|wrap this up|try that again|ready|i am ready|' +
    'we are ready|scrap it|scrap this|scrap that|scrap everything|clear everything|clear it all',
  mash:
    'asdf|asdfg|asdfgh|asdfghjkl|qwe|qwer|qwert|qwerty|zxcv|test|testing|tests|this is a test|' +
    'just testing|test test|foo|bar|foobar|bla|blah|blah blah|lorem ipsum|lorem|ipsum|aaa|abc|xyz|idk|' +
    'huh|what|eh|hello world|say something|just a test|only testing|pardon|what do you mean|' +
    'what was that|a b c|hjkl|sdf|dfg|fgh|jkl|wat|random|anything',
};

export const TALK_CHINESE: Vocabulary = {
  greeting:
    '你好|您好|你们好|大家好|哈喽|哈啰|哈罗|嗨|嘿|喂|早|早上好|早安|上午好|中午好|下午好|晚上好|在吗|' +
    '在不在|在么|有人吗|有人在吗|你在吗|你好吗|最近好吗|吃了吗|嗨喽|哈咯|你好啊|您好啊|hello呀|' +
    '初次见面|很高兴认识你|早呀|早啊|好久不见|こんにちは|こんばんは|おはよう|おはようございます|안녕|' +
    '안녕하세요|在|在不|在不在呀|亲在吗',
  thanks:
    '谢谢|谢|多谢|感谢|谢谢你|谢谢您|谢谢啦|谢啦|谢了|非常感谢|十分感谢|太感谢了|感激不尽|辛苦了|' +
    '辛苦啦|辛苦|麻烦你了|麻烦了|有劳了|感恩|万分感谢|多谢了|3q|ありがとう|ありがとうございます|' +
    '감사합니다|고마워|谢谢大家|谢谢帮忙|谢谢你的帮助|谢谢您的帮助|感谢你的帮助|感谢您的帮助|谢谢帮助|' +
    '感谢帮助|谢谢你帮忙|谢谢你的耐心',
  bye:
    '再见|拜拜|拜|拜了|下次见|回头见|明天见|晚安|回见|先这样|先这样吧|就这样吧|下班了|我走了|我先走了|' +
    '改天聊|下次聊|回头聊|88|886|待会见|一会见|さようなら',
  soon: '明天|下次|回头|你的帮助|您的帮助|大家的帮助|你的支持|您的支持|你的耐心|你的努力',
  ack:
    '好|好的|好吧|好滴|好哒|好嘞|好呀|好啊|嗯|嗯嗯|恩|唔|哦|噢|喔|哦哦|收到|可以|可以的|行|行吧|行的|' +
    '没问题|知道了|明白|明白了|了解|了解了|懂了|是|是的|对|对的|对啊|没错|确实|不|不是|不用|不用谢|' +
    '不客气|没事|没事儿|等等|等一下|等下|稍等|等会|等我一下|先等等|先等一下|让我想想|我想想|我看看再说|' +
    '晓得了|没有了|没了|就这样|暂时不用|先不用|没关系|随便|都行|都可以|无所谓|ok的|好了|完成了|搞定|' +
    '搞定了|原来如此|这样啊|是吗|真的吗|确认|确定|真的|好多了|はい|네|发错了|发错群了|打扰了|打扰|手滑|' +
    '点错了|我觉得可以|我觉得行|第一次用|第一次|第一次使用|第一次来|我是新手|新来的|刚来|我第一次用|' +
    '我是第一次用|初次使用',
  praise:
    '很好|太好了|非常好|真好|挺好|挺好的|不错|很不错|真不错|非常不错|还不错|棒|很棒|太棒了|真棒|棒极了|' +
    '太棒|赞|点赞|好赞|厉害|太厉害了|真厉害|牛|牛逼|太牛了|完美|很完美|太完美了|漂亮|真漂亮|好看|' +
    '很好看|真好看|太好看了|喜欢|很喜欢|我喜欢|我很喜欢|太喜欢了|优秀|真优秀|哈哈|哈哈哈|哈|嘻嘻|嘿嘿|' +
    '呵呵|666|nice啊|满意|很满意|非常满意|我很满意|挺满意|可以啊|哇|哇塞|绝了|太强了|强|给力|真给力|' +
    '没毛病|就是这样|就是这个|正是我想要的|太美了|美|效果很好|效果不错|效果真好|效果很棒|做得很好|' +
    '做得好|做得不错|干得好|干得漂亮|感觉不错|感觉很好|看起来不错|看起来很好|看着不错|好快|真快|太快乐|' +
    '好棒|好厉害|好美|好漂亮|好喜欢|爱了|爱了爱了|很酷|酷|好酷|太酷了|真酷|超棒|超赞|很赞|真赞|很可爱|' +
    '可爱|好可爱|很有感觉|很专业|不赖',
  looks: '看起来|看着|效果|感觉|太|很|非常|真|真的很|挺|超|超级|特别|十分',
  go:
    '继续|继续吧|开始吧|做吧|来吧|就这么办|就这么做|可以开始了|开始做吧|按你说的做|按你说的来|好的继续|' +
    '好的开始|那就做吧|那就这样做|执行|搞起|动手吧|照做|开始|开始了|可以开始|开工|动手|再试一次|重试|' +
    '再试试|试一下再|再试一遍|再试一下',
  mash: '测试|测试一下|试试|啊啊啊|什么|啥|啥意思|什么意思|额|呃|啊|随便聊聊',
};

/** What a lone emoji says. Any other emoji says nothing of its own. */
export const EMOJI_TALK: Readonly<Partial<Record<'greeting' | 'thanks' | 'praise' | 'stop', string>>> = {
  greeting: '👋',
  thanks: '🙏🙇',
  praise: '👍👌✅💯🎉❤💖💕😍🥰😊😀😃😄😁🙂😎🔥👏🤩✨💪🙌😂🤣🥳🤝⭐🌟☺😉',
  stop: '🛑',
};
